import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';

/** A checksum of a record: its field and the fields it covers, by index (see `checksum-node.ts`). */
export interface RecordChecksum {
  readonly index: number;
  readonly first: number;
  readonly last: number;
  /** Checksums of lower rank are filled in first. */
  rank: number;
}

/**
 * Ranks the checksums of a record: one that covers another comes after it.
 *
 * @throws StructwireError `invalid-layout` when two cover each other.
 */
export function rankChecksums(checksums: readonly RecordChecksum[]): void {
  const rank = (checksum: RecordChecksum, depth: number): number => {
    if (depth > checksums.length) throw failure(invalidLayout, { problem: 'checksums that cover each other' });
    const inside = checksums.filter((other) => other !== checksum && covers(checksum, other));
    return 1 + Math.max(-1, ...inside.map((other) => rank(other, depth + 1)));
  };
  for (const checksum of checksums) checksum.rank = rank(checksum, 0);
}

function covers({ index, first, last }: RecordChecksum, other: RecordChecksum): boolean {
  return other.index >= first && other.index <= (last < 0 ? index - 1 : last);
}
