import type { DerivedFrom, Extent, FieldExtent, FieldPath, Layout } from '../../../layout/layout.ts';
import { innermostPlace, type ResolvedField, resolveField } from '../../../layout/resolve-field.ts';
import { fieldRange } from '../../interpret/derivation.ts';
import { emitField } from '../record-emit.ts';
import { literal } from '../source.ts';
import type { MovingWriter } from './moving-writer.ts';
import { isWide } from './raw-text.ts';
import { type EmitScope, scopeAt } from './scope.ts';
import { givenValue } from './write-record.ts';

/** What is known, while writing, of a field that another one looks at. */
export interface Stated {
  readonly layout: Layout;
  /** Emits what the field has or will get, and gives its variable; `null` when that is not known yet, or never. */
  readonly value: () => string | null;
  /** Where the field is derived from: the record, so many steps outward, and the field of it. */
  readonly derived: { readonly from: DerivedFrom; readonly up: number; readonly target: ResolvedField | null } | null;
}

/** The field that is read before the one that is written now. */
export function statedValue(path: FieldPath, writer: MovingWriter): Stated {
  const resolved = resolveField(writer.scope, path, 'before');
  const { layout } = resolved;
  if (layout.kind === 'derived') return derivedStated(layout.from, resolved, writer);
  return { layout, value: () => ownStated(resolved, writer), derived: null };
}

function ownStated({ place, index, layout, fields, flag }: ResolvedField, writer: MovingWriter): string {
  const scope = place as EmitScope; // every place of a writer is one
  const inner = [...fields.slice(1).map(({ name }) => name ?? ''), ...(flag === null ? [] : [flag.name])];
  const value = walked(givenValue(index, scope, writer), inner, writer);
  const unset =
    flag !== null
      ? false
      : layout.kind === 'constant'
        ? constantOf(layout)
        : inner.length > 0
          ? fields.at(-1)?.default
          : undefined;
  return unset === undefined ? value : writer.source.local(`${value} === undefined ? ${literal(unset)} : ${value}`);
}

function constantOf(layout: Layout & { kind: 'constant' }): number | bigint | string | boolean | undefined {
  return layout.base.kind === 'bytes' ? undefined : layout.value;
}

/** What a derived field will say. */
function derivedStated(from: DerivedFrom, at: ResolvedField, writer: MovingWriter): Stated {
  const { layout } = at;
  const nested = at.fields.length - 1;
  const target = from.field.length === 0 ? null : resolveField(innermostPlace(at), from.field, 'any');
  const up = at.up + (target?.up ?? 0) - nested;
  if (up < at.up) return { layout, value: () => null, derived: null }; // in a record that is closed by then
  const value = (): string | null =>
    from.of === 'length' || target === null ? null : derivedValue(from, up, target, writer);
  return { layout, value, derived: { from, up, target } };
}

/** What a derived field says about a value that is written: a variable. */
export function derivedValue(
  from: Exclude<DerivedFrom, { of: 'length' }>,
  up: number,
  { index, fields }: ResolvedField,
  writer: MovingWriter,
): string {
  const names = fields.slice(1).map(({ name }) => name ?? '');
  const value = walked(givenValue(index, scopeAt(writer.scope, up), writer), names, writer);
  const { source, refuseIf } = writer;
  switch (from.of) {
    case 'presence':
      return source.local(`${value} === undefined ? 0 : 1`);
    case 'tag': {
      refuseIf(`typeof ${value} !== 'object' || ${value} === null`);
      const tag = source.local(`${value}.tag`);
      return source.local(`${tag} === undefined || ${tag} === null ? ${value}.actual : ${tag}`);
    }
    case 'count': {
      const length = source.local(`${value} === undefined ? 0 : ${value} === null ? null : ${value}.length`);
      refuseIf(`typeof ${length} !== 'number'`);
      return adjustedText(length, from, writer);
    }
  }
}

/** `(measured - plus) / times` */
export function adjustedText(
  measured: string,
  { times = 1, plus = 0 }: { readonly times?: number; readonly plus?: number },
  { source }: MovingWriter,
): string {
  return source.local(times === 1 && plus === 0 ? measured : `(${measured} - ${plus}) / ${times}`);
}

/** A tag where tags are texts: integers are their digits. */
export function textTag(tag: string, { source }: MovingWriter): string {
  return source.local(`typeof ${tag} === 'number' || typeof ${tag} === 'bigint' ? String(${tag}) : ${tag}`);
}

/** A property of a property of ... a value: a variable. */
function walked(value: string, names: readonly string[], { source, refuseIf }: MovingWriter): string {
  let current = value;
  for (const name of names) {
    refuseIf(`typeof ${current} !== 'object' || ${current} === null`);
    current = emitField(current, name, source);
  }
  return current;
}

/** Emits that what says how many there are says `count`, for a field whose node is `layout`; an integer in front is the caller's. */
export function checkExtent(extent: Extent, count: string, layout: Layout, writer: MovingWriter): void {
  if (extent.by !== 'field') return;
  const { value: emitValue, derived, layout: stating } = statedValue(extent.field, writer);
  if (derived !== null && isSaidBy(extent, derived, layout, writer)) return;
  if (derived?.from.of === 'length') checkLater(extent, derived, count, writer);
  const value = emitValue();
  if (value === null) return;
  const numbers = isWide(stating)
    ? `(typeof ${value} === 'number' || typeof ${value} === 'bigint')`
    : `typeof ${value} === 'number'`;
  const total = totalOf(`Number(${value})`, extent);
  writer.refuseIf(
    `${value} !== undefined && !(${numbers} && Number.isSafeInteger(Number(${value})) && ${value} >= 0 && ${total} === ${count})`,
  );
}

/** Whether a derived field is about the very field that is written, in the same arithmetic: then it cannot disagree. */
function isSaidBy(
  { times = 1, plus = 0 }: FieldExtent,
  { from, up, target }: NonNullable<Stated['derived']>,
  layout: Layout,
  { scope }: MovingWriter,
): boolean {
  if (target === null || target.fields.length !== 1 || from.of === 'tag' || from.of === 'presence') return false;
  const around = scopeAt(scope, up);
  if (around !== scope || around.index !== target.index) return false;
  if (around.record.fields[around.index]?.layout !== layout) return false;
  if (from.of === 'length' ? from.through !== undefined || layout.kind === 'array' : layout.kind !== 'array')
    return false;
  return (from.times ?? 1) === times && (from.plus ?? 0) === plus;
}

/** A length that is only known when its record is complete. */
function checkLater(
  extent: FieldExtent,
  { from, up, target }: NonNullable<Stated['derived']>,
  count: string,
  writer: MovingWriter,
): void {
  if (from.of !== 'length') return;
  const range = fieldRange(
    target === null ? null : target.index,
    from.through,
    target === null ? scopeAt(writer.scope, up) : target.place,
  );
  writer.whenComplete(up, (scope) => {
    const stated = adjustedText(scope.byteLength(range), from, writer);
    writer.refuseIf(`${totalOf(stated, extent)} !== ${count}`);
  });
}

function totalOf(read: string, { times = 1, plus = 0 }: FieldExtent): string {
  return times === 1 && plus === 0 ? read : `${read} * ${times} + ${plus}`;
}
