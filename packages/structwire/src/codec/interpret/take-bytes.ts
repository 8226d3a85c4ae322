import { copyOf, lend } from '../copy-bytes.ts';
import type { Cursor } from './cursor.ts';

/** Bytes for the value that is decoded: its own, or shared. */
export function takeBytes({ isLending, bytes }: Cursor, start: number, byteLength: number): Uint8Array {
  return isLending ? lend(bytes, start, byteLength) : copyOf(bytes, start, byteLength);
}
