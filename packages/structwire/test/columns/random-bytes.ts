/** Bytes that look random and are the same for the same seed; half of them are zero, for enum names and booleans. */
export function randomBytes(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed | 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) | 0;
    bytes[i] = (state >>> 16) & 1 ? state >>> 24 : 0;
  }
  return bytes;
}
