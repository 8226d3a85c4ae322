/** A byte as two hex digits. */
export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** `0d0a` for the bytes 13, 10. */
export function hexOf(bytes: ArrayLike<number>): string {
  return Array.from(bytes, hexByte).join('');
}

/** The bytes that pairs of hex digits spell. */
export function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
