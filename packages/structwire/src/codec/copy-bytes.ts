/** Up to here a loop is faster than a call. */
export const LONGEST_LOOP: number = 64;

/** A copy of `byteLength` bytes: a plain `Uint8Array`, also of a Node `Buffer`, whose `slice` copies nothing. */
export function copyOf(bytes: Uint8Array, at: number, byteLength: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(byteLength);
  if (byteLength <= LONGEST_LOOP) for (let i = 0; i < byteLength; i++) copy[i] = bytes[at + i] ?? 0;
  else copy.set(bytes.subarray(at, at + byteLength));
  return copy;
}

/** A view of `byteLength` bytes of the same memory. */
export function lend(bytes: Uint8Array, at: number, byteLength: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + at, byteLength);
}

/** Zeros from `start` up to `end`. */
export function clear(bytes: Uint8Array, start: number, end: number): void {
  if (end - start > LONGEST_LOOP) bytes.fill(0, start, end);
  else for (let i = start; i < end; i++) bytes[i] = 0;
}

/** Stores the first `byteLength` bytes of `source`. */
export function putAll(bytes: Uint8Array, at: number, source: Uint8Array, byteLength: number): void {
  if (byteLength > LONGEST_LOOP) bytes.set(byteLength === source.length ? source : source.subarray(0, byteLength), at);
  else for (let i = 0; i < byteLength; i++) bytes[at + i] = source[i] ?? 0;
}
