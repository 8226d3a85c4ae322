/** A CRC in the parameters of the Rocksoft model, as the RevEng catalogue lists them. */
export interface CrcParameters {
  /** Bits of the register, 8 to 32. */
  readonly width: number;
  readonly polynomial: number;
  readonly initial: number;
  /** Bytes enter least significant bit first, and the register is not mirrored at the end. */
  readonly isReflected: boolean;
  readonly finalXor: number;
}

/** Computes a checksum of the bytes from `start` to `end`. */
export type Checksum = (bytes: Uint8Array, start: number, end: number) => number;

/** The function of a CRC: one table of 256 steps. */
export function crc(parameters: CrcParameters): Checksum {
  return parameters.isReflected ? reflectedCrc(parameters) : straightCrc(parameters);
}

function reflectedCrc({ width, polynomial, initial, finalXor }: CrcParameters): Checksum {
  const mirrored = mirror(polynomial, width);
  const table = tableOf((byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ mirrored : value >>> 1;
    return value;
  });
  const first = mirror(initial, width);
  return (bytes, start, end) => {
    let register = first;
    for (let i = start; i < end; i++) register = (register >>> 8) ^ table[(register ^ bytes[i]!) & 0xff]!; // in range
    return (register ^ finalXor) >>> 0;
  };
}

/** The register stands at the top of 32 bits, so that one loop serves every width. */
function straightCrc({ width, polynomial, initial, finalXor }: CrcParameters): Checksum {
  const shift = 32 - width;
  const table = tableOf((byte) => {
    let value = byte << 24;
    for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ (polynomial << shift) : value << 1;
    return value;
  });
  return (bytes, start, end) => {
    let register = initial << shift;
    for (let i = start; i < end; i++) register = (register << 8) ^ table[((register >>> 24) ^ bytes[i]!) & 0xff]!; // in range
    return ((register >>> shift) ^ finalXor) >>> 0;
  };
}

function tableOf(step: (byte: number) => number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => step(byte));
}

function mirror(value: number, width: number): number {
  let mirrored = 0;
  for (let bit = 0; bit < width; bit++) if ((value >>> bit) & 1) mirrored |= 1 << (width - 1 - bit);
  return mirrored >>> 0;
}
