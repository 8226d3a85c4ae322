import { checksumNamed } from '../../checksum/checksums.ts';
import { bytesOfHex } from '../../errors/hex.ts';
import { checksumDiffers } from '../../errors/record-errors.ts';
import { unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { ChecksumExtra, ChecksumLayout } from '../../layout/layout.ts';
import type { Binder, BindNode, RecordPlace } from './binder.ts';
import { type RecordChecksum, rankChecksums } from './checksum-order.ts';
import type { Cursor, Patch, PendingChecksum, Scope } from './cursor.ts';
import { bindReference, rawInteger } from './reference.ts';
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
  const extra = bindExtra(layout.extra, binder);
  const compute = checksumNamed(layout.algorithm);
  const valueFor = (patch: Patch, more: Uint8Array, { bytes }: Cursor): number =>
    inField(compute(...coveredBytes(bytes, patch, layout.size, more)), layout);
  return {
    decode: (cursor) => {
      const stored = base.decode(cursor);
      const scope = scopeAt(cursor, 0);
      const more = extra.read(cursor);
      const check = patchHere(cursor, (patch, later) => {
        setRange(patch, covered, scope);
        const computed = valueFor(patch, more ?? NOTHING, later);
        if (computed !== stored) throw differs(layout, stored as number, computed, patch, later); // a scalar of at most 32 bits
      });
      if (more !== null) scope.later.push(check);
      return stored;
    },
    encode: (value, cursor) => {
      const more = extra.stated(cursor);
      if (more === null && value !== undefined) {
        base.encode(value, cursor);
        return;
      }
      const scope = scopeAt(cursor, 0);
      const fill = patchHere(cursor, (patch, later) => base.encode(valueFor(patch, more ?? NOTHING, later), later));
      cursor.patches.push(fill);
      const schedule = patchHere(cursor, (_patch, later) => {
        setRange(fill, covered, scope);
        queue({ patch: fill, scope, rank: covered.rank }, later);
      });
      scope.later.push(schedule);
    },
  };
};

/** The low bits of a checksum, as its field shows them. */
function inField(computed: number, { base, size }: ChecksumLayout): number {
  const shift = 32 - 8 * size;
  return base.scalar.startsWith('i') ? (computed << shift) >> shift : computed % 2 ** (8 * size);
}

const NOTHING = new Uint8Array(0);

/** The bytes that count behind the range; `null` for values that are not listed. */
interface BoundExtra {
  readonly read: (cursor: Cursor) => Uint8Array | null;
  readonly stated: (cursor: Cursor) => Uint8Array | null;
}

function bindExtra(extra: ChecksumExtra | undefined, binder: Binder): BoundExtra {
  if (extra === undefined) return { read: () => NOTHING, stated: () => NOTHING };
  const reference = bindReference([extra.field], binder);
  const listed = new Map(extra.bytes.map(({ value, hex }) => [value, bytesOfHex(hex)]));
  const find = (shown: unknown): Uint8Array | null => listed.get(Number(rawInteger(shown, reference.layout))) ?? null;
  return { read: (cursor) => find(reference.read(cursor)), stated: (cursor) => find(reference.stated(cursor)) };
}

/** The fields a checksum covers, by index; -1 where it begins with the record or ends right before the checksum. */
export function coverage(
  { from, through }: ChecksumLayout,
  { record, index }: Pick<RecordPlace, 'record' | 'index'>,
): RecordChecksum {
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

/** What is counted: its own bytes as zero, and what is not in the record behind the range. */
export function coveredBytes(
  bytes: Uint8Array,
  { at, from, to }: Pick<Patch, 'at' | 'from' | 'to'>,
  size: number,
  more: Uint8Array,
): [bytes: Uint8Array, start: number, end: number] {
  const coversItself = at < to && at + size > from;
  if (!coversItself && more.length === 0) return [bytes, from, to];
  const copy = new Uint8Array(to - from + more.length);
  copy.set(bytes.subarray(from, to));
  copy.set(more, to - from);
  if (coversItself) copy.fill(0, Math.max(at - from, 0), at - from + size);
  return [copy, 0, copy.length];
}

function differs(
  { algorithm, size }: ChecksumLayout,
  stored: number,
  computed: number,
  { from, to }: Patch,
  cursor: Cursor,
): Error {
  const hex = (value: number): string =>
    `0x${(value < 0 ? value + 2 ** (8 * size) : value).toString(16).padStart(2 * size, '0')}`;
  const { base } = cursor;
  const range = { start: base + from, end: base + to };
  return failure(
    checksumDiffers,
    { algorithm, stored: hex(stored), computed: hex(computed), ...range },
    cursor.locate(),
  );
}
