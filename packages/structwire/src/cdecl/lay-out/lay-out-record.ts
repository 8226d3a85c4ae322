import type { Placed, RecordInput } from './field-input.ts';
import { layOutGnu } from './gnu.ts';
import { layOutMingw } from './mingw.ts';
import { layOutMsvc } from './msvc.ts';

/** Where the members of a record are, or that the compilers of the platform do not agree. */
export type LaidOut = { readonly placed: Placed; readonly differing: Placed | null };

/**
 * Lays out a record by the rules of its platform.
 *
 * Windows has two compilers. What has attributes of one of them can only be its own; for everything else, `differing` is
 * what Microsoft's compiler makes of it, when that is not what GCC does.
 */
export function layOutRecord(record: RecordInput, dialect: 'gnu' | 'microsoft' | null): LaidOut {
  if (record.abi.bitFields !== 'microsoft') return { placed: layOutGnu(record), differing: null };
  if (dialect === 'microsoft') return { placed: layOutMsvc(record), differing: null };
  const placed = layOutMingw(record);
  if (dialect === 'gnu') return { placed, differing: null };
  const other = layOutMsvc(record);
  return { placed, differing: isSame(record, placed, other) ? null : other };
}

function isSame({ fields }: RecordInput, a: Placed, b: Placed): boolean {
  if (a.size !== b.size || a.align !== b.align) return false;
  return fields.every((field, i) => !field.isNamed || a.bitOffsets[i] === b.bitOffsets[i]);
}
