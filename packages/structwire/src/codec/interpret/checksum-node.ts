import { checksumNamed } from '../../checksum/checksums.ts';
import type { Checksum } from '../../checksum/crc.ts';
import { checksumDiffers } from '../../errors/record-errors.ts';
import { unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { ChecksumLayout } from '../../layout/layout.ts';
import { copyOf } from '../copy-bytes.ts';
import type { BindNode, RecordPlace } from './binder.ts';
import { type RecordChecksum, rankChecksums } from './checksum-order.ts';
import type { Cursor, Patch, PendingChecksum, Scope } from './cursor.ts';
import { enclosingRecord } from './resolve.ts';
import { patchHere, scopeAt } from './scope.ts';

/** A checksum over fields of its record: checked when the record is complete, filled in when everything else is. */
export const checksumNode: BindNode<ChecksumLayout> = (layout, binder) => {
  const place = enclosingRecord(binder, 'checksum');
  const covered = coverage(layout, place);
  place.needsMarks = true;
  place.checksums.push(covered);
  place.whenBound = rankChecksums;
  const base = binder.bind(layout.base);
  const compute = checksumNamed(layout.algorithm);
  const valueFor = (patch: Patch, { bytes }: Cursor): number =>
    withoutOwnBytes(compute, bytes, patch, layout.size) % 2 ** (8 * layout.size);
  return {
    decode: (cursor) => {
      const stored = base.decode(cursor);
      const scope = scopeAt(cursor, 0);
      const check = patchHere(cursor, (patch, later) => {
        setRange(patch, covered, scope);
        const computed = valueFor(patch, later);
        if (computed !== stored) throw differs(layout, stored as number, computed, patch, later); // a scalar of at most 32 bits
      });
      scope.later.push(check);
      return stored;
    },
    encode: (_value, cursor) => {
      const scope = scopeAt(cursor, 0);
      const fill = patchHere(cursor, (patch, later) => base.encode(valueFor(patch, later), later));
      cursor.patches.push(fill);
      const schedule = patchHere(cursor, (_patch, later) => {
        setRange(fill, covered, scope);
        queue({ patch: fill, scope, rank: covered.rank }, later);
      });
      scope.later.push(schedule);
    },
  };
};

/** The fields a checksum covers, by index; -1 where it begins with the record or ends right before the checksum. */
function coverage({ from, through }: ChecksumLayout, { record, index }: RecordPlace): RecordChecksum {
  const indexOf = (name: string | null): number => {
    const found = name === null ? -1 : record.fields.findIndex((field) => field.name === name);
    if (found >= 0 || name === null) return found;
    throw failure(unknownField, { field: name, problem: 'is no field of the record that the checksum is in' });
  };
  const first = indexOf(from);
  const last = indexOf(through);
  if (first <= (last < 0 ? index : last)) return { index, first, last, rank: 0 };
  throw failure(unknownField, { field: from ?? '', problem: 'begins a range that ends before it' });
}

function setRange(patch: Patch, { first, last }: RecordChecksum, { start, marks }: Scope): void {
  patch.from = first < 0 ? start : (marks[2 * first] ?? 0);
  patch.to = last < 0 ? patch.at : (marks[2 * last + 1] ?? 0);
}

/** Behind the checksums of records inside its own, and those of its own record that it covers. */
function queue(pending: PendingChecksum, { afterwards }: Cursor): void {
  let index = afterwards.length;
  for (let before = afterwards[index - 1]; before?.scope === pending.scope; before = afterwards[index - 1]) {
    if (before.rank <= pending.rank) break;
    index--;
  }
  afterwards.splice(index, 0, pending);
}

/** The checksum's own bytes count as zero. */
function withoutOwnBytes(compute: Checksum, bytes: Uint8Array, { at, from, to }: Patch, size: number): number {
  if (at >= to || at + size <= from) return compute(bytes, from, to);
  const copy = copyOf(bytes, from, to - from);
  copy.fill(0, Math.max(at - from, 0), at - from + size);
  return compute(copy, 0, copy.length);
}

function differs(
  { algorithm, size }: ChecksumLayout,
  stored: number,
  computed: number,
  { from, to }: Patch,
  cursor: Cursor,
): Error {
  const hex = (value: number): string => `0x${value.toString(16).padStart(2 * size, '0')}`;
  const { base } = cursor;
  const range = { start: base + from, end: base + to };
  return failure(
    checksumDiffers,
    { algorithm, stored: hex(stored), computed: hex(computed), ...range },
    cursor.locate(),
  );
}
