import type { RecordLayout } from '../../../layout/layout.ts';
import type { Place as FieldPlace } from '../../../layout/resolve-field.ts';
import { checkRestIsLast } from '../../../layout/rest-last.ts';
import type { RecordChecksum } from '../../interpret/checksum-order.ts';
import type { Place } from '../place.ts';
import { NotCompilable } from '../source.ts';
import { distance } from './distance.ts';
import type { PendingFill } from './pending-fill.ts';

/**
 * A record while source is emitted that reads or writes it: what `Scope` is to the interpreter, but all of it is text.
 *
 * It is the place in the layout that references are resolved from, too.
 */
export class EmitScope implements FieldPlace {
  readonly record: RecordLayout;
  /** The field that is being emitted. */
  index = 0;
  readonly outer: EmitScope | null;
  /** While writing: the variable that holds the value of the record. */
  object = '';
  /** Where the record starts. */
  readonly start: Place;
  /** Where it ends, once that is known. */
  end: Place;
  /** Start and end of each field so far. */
  readonly starts: Place[] = [];
  readonly ends: Place[] = [];
  /** Names of the values of the fields: read so far, or given to be written. */
  readonly values: string[] = [];
  /** Emits what can be checked or filled in when the record is complete. */
  readonly later: (() => void)[] = [];
  /** While writing: its checksums, to be filled in when all else of it is. */
  readonly checksums: { readonly covered: RecordChecksum; readonly fill: () => void }[] = [];
  /** While writing: what was to be filled in when it began. */
  pendingBefore: ReadonlySet<PendingFill> = new Set();
  /** The block of source that the record stands in. */
  readonly block: number;

  constructor(record: RecordLayout, outer: EmitScope | null, start: Place, block: number) {
    checkRestIsLast(record);
    this.record = record;
    this.outer = outer;
    this.start = start;
    this.end = start;
    this.block = block;
  }

  /** First and last field of a range by index, `null` for the whole record: how many bytes it takes, as an expression. */
  byteLength(range: { readonly first: number; readonly last: number } | null): string {
    if (range === null) return distance(this.start, this.end);
    const [start, end] = [this.starts[range.first], this.ends[range.last]];
    if (start === undefined || end === undefined) throw new NotCompilable();
    return distance(start, end);
  }
}

/** The record `up` steps outward. */
export function scopeAt(scope: EmitScope | null, up: number): EmitScope {
  let at = scope;
  for (let i = 0; i < up; i++) at = at?.outer ?? null;
  if (at === null) throw new NotCompilable();
  return at;
}
