/** One way to do the operations of a workload; what it cannot do is missing. */
export interface Candidate<T> {
  readonly name: string;
  /** What differs from the others, for the table. */
  readonly note?: string;
  /** What makes it fast, for those that are. */
  readonly why?: string;
  /** A record that is the whole of `bytes`, which are part of a larger buffer. */
  readonly decode?: (bytes: Uint8Array) => T;
  /** The record at an offset of a chunk; the view of the chunk is there already, for those who need one. */
  readonly decodeFrom?: (chunk: Uint8Array, offset: number, view: DataView) => T;
  /** To new bytes. */
  readonly encode?: (value: T) => Uint8Array;
  /** To an offset of a chunk, of which there is a view too. */
  readonly encodeInto?: (value: T, chunk: Uint8Array, offset: number, view: DataView) => unknown;
  /** It has a wire format of its own; these are the values as it takes them. */
  readonly values?: readonly T[];
  /** The plain value of what it gives, for comparison, where that is an object of its own. */
  readonly plain?: (value: T) => object;
  /** Fields that it shows as values of another type, such as text for bytes. */
  readonly differs?: readonly string[];
}

/** What is measured: `decode` and `encode` for single messages, `decodeFrom` and `encodeInto` for many in one buffer. */
export type Operation = 'decode' | 'decodeFrom' | 'encode' | 'encodeInto';

export const OPERATIONS: readonly Operation[] = ['decodeFrom', 'encodeInto', 'decode', 'encode'];

/** A record to measure with, and the values and bytes of it. */
export interface Workload<T> {
  readonly name: string;
  readonly title: string;
  /** Byte length of a record, or of the longest one. */
  readonly size: number;
  readonly values: readonly T[];
  /** The same values as bytes, each in a larger buffer. */
  readonly inputs: readonly Uint8Array[];
  /** All of them one behind the other, each `size` bytes from the one before; some copies, to be taken in turn. */
  readonly chunks: readonly Buffer[];
  /** An expression that looks at every field of `r`, so that lazy decoding is not cheaper than it is. */
  readonly consume: string;
  /** Hand-written code with the same checks and the same values: what all others are compared with. */
  readonly hand: Candidate<T>;
  /** Others without dependencies. */
  readonly others: readonly Candidate<T>[];
}

export const RECORDS = 256;
const CHUNKS = 4; // so that no engine takes a chunk for a constant

/** Places the encoded values as a workload needs them. */
export function placed<T>(
  values: readonly T[],
  size: number,
  encode: (value: T) => Uint8Array,
): Pick<Workload<T>, 'size' | 'values' | 'inputs' | 'chunks'> {
  const chunk = Buffer.alloc(values.length * size);
  const inputs = values.map((value, i) => {
    const bytes = encode(value);
    chunk.set(bytes, i * size);
    return Buffer.concat([Buffer.alloc(8), bytes]).subarray(8); // as a message cut from a socket's chunk
  });
  const chunks = Array.from({ length: CHUNKS }, () => Buffer.concat([Buffer.alloc(8), chunk]).subarray(8));
  return { size, values, inputs, chunks };
}
