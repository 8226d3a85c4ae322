import { describeValue } from '../../errors/describe-value.ts';
import { badLength, lengthDisagrees } from '../../errors/record-errors.ts';
import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { EnumLayout, FieldPath, Layout, RecordField } from '../../layout/layout.ts';
import type { Binder } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { derivation } from './derivation.ts';
import { walk } from './fields.ts';
import { resolveHere } from './resolve.ts';
import { scopeAt } from './scope.ts';

/** A field that another one looks at, ready to be read. */
export interface Reference {
  /** The path as text, for messages. */
  readonly text: string;
  readonly layout: Layout;
  /** While decoding: the value as it is shown. */
  readonly read: (cursor: Cursor) => unknown;
  /** While encoding: the value that the field has or will get; `undefined` when that is not known yet. */
  readonly stated: (cursor: Cursor) => unknown;
  /** For fields that encoding derives from a byte length: asks to be called when it is known. */
  readonly whenKnown: (cursor: Cursor, check: (stated: number, cursor: Cursor) => void) => void;
}

/** The field that a path means, as it is read while decoding: it stands before what looks at it. */
export function bindReference(path: FieldPath, binder: Binder): Reference {
  const resolved = resolveHere(binder, path, 'before');
  const names = resolved.flag === null ? resolved.fields.map(({ name }) => name ?? '') : [...path];
  const { up, layout } = resolved;
  const unset = resolved.flag === null ? fallback(resolved.fields.at(-1), layout) : false;
  const derived = layout.kind === 'derived' ? derivation(layout.from, resolved) : null;
  return {
    text: path.join('.'),
    layout,
    read: (cursor) => walk(scopeAt(cursor, up).values, names),
    stated: (cursor) =>
      derived === null ? givenOr(unset, walk(scopeAt(cursor, up).values, names)) : derived.value(cursor),
    whenKnown: (cursor, check) => derived?.whenKnown(cursor, check),
  };
}

/** What is given, or what stands for it when nothing is; `null` is something, though of no use but for booleans. */
function givenOr(unset: unknown, given: unknown): unknown {
  return given === undefined ? unset : given;
}

function fallback(field: RecordField | undefined, layout: Layout): unknown {
  return layout.kind === 'constant' ? layout.value : field?.default;
}

/**
 * An integer out of a shown value: names of enumerations become their values.
 *
 * @throws StructwireError `bad-length` when it is no integer, or beyond 2**53 - 1.
 */
export function countFrom(shown: unknown, layout: Layout, cursor: Cursor): number {
  const value = rawInteger(shown, layout);
  const count = typeof value === 'bigint' ? Number(value) : value;
  if (Number.isSafeInteger(count)) return count as number; // as just seen
  throw failure(badLength, { actual: describeValue(shown) }, cursor.locate());
}

/** Whether a layout, or one that holds it, shows booleans. */
export function isTruth(layout: Layout): boolean {
  switch (layout.kind) {
    case 'scalar':
      return layout.scalar === 'bool';
    case 'bits':
      return layout.as === 'bool';
    case 'constant':
    case 'derived':
      return isTruth(layout.base);
    default:
      return layout.kind === 'flags';
  }
}

/** The integer behind a boolean, or a value of an enumeration, a constant or a derived field; other values as they are. */
export function rawInteger(shown: unknown, layout: Layout): unknown {
  if (typeof shown === 'boolean') return Number(shown);
  if (typeof shown !== 'string') return shown;
  const base = layout.kind === 'constant' || layout.kind === 'derived' ? layout.base : layout;
  return base.kind === 'enum' ? valueOfName(base, shown) : shown;
}

function valueOfName({ names }: EnumLayout, name: string): unknown {
  return names.find((each) => each.name === name)?.value ?? name;
}

/** The error of a field that says something else than what is the case. */
export function disagrees(field: string, stated: unknown, actual: unknown, cursor: Cursor): Error {
  return failure(
    lengthDisagrees,
    { field, stated: describeValue(stated), actual: describeValue(actual) },
    cursor.locate(),
  );
}

/**
 * Makes sure that a field can say something that is looked for in it: a name that its enumeration has, no text where
 * there are only numbers.
 *
 * @throws StructwireError `invalid-layout`
 */
export function checkSayable(wanted: number | string, layout: Layout, field: string): void {
  if (typeof wanted === 'number') return;
  const base = layout.kind === 'constant' || layout.kind === 'derived' ? layout.base : layout;
  const isNamed = base.kind === 'enum' && base.names.some(({ name }) => name === wanted);
  if (isNamed || !['enum', 'scalar', 'bits', 'varint', 'flags', 'scaled'].includes(base.kind)) return;
  const what = base.kind === 'enum' ? 'an enumeration without that name' : 'a number';
  throw failure(invalidLayout, { problem: `'${field}' is never '${wanted}': it is ${what}` });
}
