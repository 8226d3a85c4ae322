import { checksumNamed } from '../../../checksum/checksums.ts';
import type { Checksum } from '../../../checksum/crc.ts';
import { coveredBytes } from '../../interpret/checksum-node.ts';

// What the code of checksums calls.

/** A checksum of a range that counts its own bytes as zero, or bytes behind the range. */
export function checksumBeside(
  compute: Checksum,
  bytes: Uint8Array,
  at: number,
  size: number,
  from: number,
  to: number,
  more: Uint8Array,
): number {
  return compute(...coveredBytes(bytes, { at, from, to }, size, more));
}

export { checksumNamed };

/** No bytes behind the range. */
export const NO_EXTRA: Uint8Array = new Uint8Array(0);
