/** Which bits of a few bytes; see `BitsLayout`. */
interface Bits {
  readonly width: number;
  readonly bit: number;
  readonly size: number;
  readonly order: 'lsb' | 'msb';
  readonly signed: boolean;
}

const WIDEST_NUMBER = 53;

/** Reads bits that do not fit a word of 32: a `number` up to 53 bits, a `bigint` beyond. */
export function readBits(bytes: Uint8Array, at: number, bits: Bits): number | bigint {
  const { width, signed } = bits;
  const raw = readWhole(bytes, at, bits) >> BigInt(shiftOf(bits));
  const value = signed ? BigInt.asIntN(width, raw) : BigInt.asUintN(width, raw);
  return width <= WIDEST_NUMBER ? Number(value) : value;
}

/** Sets bits that are zero. */
export function writeBits(bytes: Uint8Array, at: number, bits: Bits, value: bigint): void {
  const { width, size, order } = bits;
  let rest = BigInt.asUintN(width, value) << BigInt(shiftOf(bits));
  for (let i = 0; i < size; i++) {
    const index = at + (order === 'lsb' ? i : size - 1 - i);
    bytes[index] = (bytes[index] ?? 0) | Number(rest & 0xffn);
    rest >>= 8n;
  }
}

function readWhole(bytes: Uint8Array, at: number, { size, order }: Bits): bigint {
  let whole = 0n;
  for (let i = 0; i < size; i++) whole = (whole << 8n) | BigInt(bytes[at + (order === 'lsb' ? size - 1 - i : i)] ?? 0);
  return whole;
}

function shiftOf({ order, bit, size, width }: Bits): number {
  return order === 'lsb' ? bit : 8 * size - bit - width;
}
