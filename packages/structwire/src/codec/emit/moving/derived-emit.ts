import { unknownField } from '../../../errors/schema-errors.ts';
import { failure } from '../../../errors/structwire-error.ts';
import type { DerivedFrom, DerivedLayout, FieldPath } from '../../../layout/layout.ts';
import { type ResolvedField, resolveField } from '../../../layout/resolve-field.ts';
import { checkSubject, type FieldRange, fieldRange } from '../../interpret/derivation.ts';
import type { Emit } from '../emitter.ts';
import { literal, NotCompilable, quoted } from '../source.ts';
import { type MovingReader, movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { isBits } from './partial.ts';
import { rawText } from './raw-text.ts';
import { type EmitScope, scopeAt } from './scope.ts';
import { adjustedText, derivedValue, textTag } from './write-reference.ts';

/** What a derived field is about: a record, so many steps outward, and a field or a range of it. */
interface Subject {
  readonly up: number;
  readonly target: ResolvedField | null;
  readonly range: FieldRange;
}

/** A field that encoding fills in, and decoding compares when the record it is about is complete. */
export const derivedEmit: Emit<DerivedLayout> = {
  decode: (layout, place, given) => {
    const reader = movingReader(given);
    const stated = reader.source.local(reader.decode(layout.base, place));
    if (reader.isMeasuring) return stated;
    const { up, target, range } = subjectOf(layout.from, reader.scope);
    reader.whenComplete(up, (scope) => {
      const actual = layout.from.of === 'length' ? scope.byteLength(range) : valueIn(scope, target);
      compare(layout, stated, actual, reader);
    });
    return stated;
  },

  encode: ({ base, from }, _value, place, given) => {
    const writer = movingWriter(given);
    const { up, target, range } = subjectOf(from, writer.scope);
    if (from.of === 'length') {
      fillLater(base, from, { up, target, range }, writer);
      return;
    }
    if (target === null) throw new NotCompilable();
    const value = derivedValue(from, up, target, writer);
    writer.encode(base, base.kind === 'text' ? textTag(value, writer) : value, place);
  },

  locals: () => Infinity, // what it says is known when others are written
  isPartial: ({ base }) => isBits(base),
};

function subjectOf(from: DerivedFrom, scope: EmitScope | null): Subject {
  const through = from.of === 'length' ? from.through : undefined;
  if (from.field.length === 0) return { up: 0, target: null, range: fieldRange(null, through, scopeAt(scope, 0)) };
  const target = resolveField(scope, from.field, 'any');
  checkSubject(from, target);
  if (from.of !== 'length') return { up: target.up, target, range: null };
  if (target.fields.length !== 1) throw notAround(from.field);
  return { up: target.up, target, range: fieldRange(target.index, through, target.place) };
}

function notAround(field: FieldPath): Error {
  return failure(unknownField, { field: field.join('.'), problem: 'is not in a record around the length' });
}

/** The value that was read of a field of a complete record. */
function valueIn(scope: EmitScope, target: ResolvedField | null): string {
  const value = target === null ? undefined : scope.values[target.index];
  if (target === null || value === undefined) throw new NotCompilable();
  const names = target.fields.slice(1).map(({ name }) => `[${quoted(name ?? '')}]`);
  return [value, ...names].join('');
}

/** Gives up when a field says something else than what is the case. */
function compare({ base, from }: DerivedLayout, stated: string, actual: string, reader: MovingReader): void {
  const { source } = reader;
  switch (from.of) {
    case 'length':
    case 'count': {
      const { times = 1, plus = 0 } = from;
      const measured = from.of === 'length' ? actual : source.local(countOf(actual, reader));
      const said = times === 1 && plus === 0 ? measured : `(${measured} - ${plus}) / ${times}`;
      reader.refuseIf(`${said} != ${rawText(stated, base, source)}`); // a number and a bigint of the same value are the same
      break;
    }
    case 'presence':
      reader.refuseIf(`(${actual} === undefined ? 0 : 1) != ${rawText(stated, base, source)}`);
      break;
    case 'tag':
      reader.refuseIf(`!${source.helper('isSameTag')}(${actual}, ${stated}, ${tagNames(base, source)})`);
  }
}

/** The length of what was read: nothing is as long as a missing value, and what has no length agrees with any. */
function countOf(value: string, reader: MovingReader): string {
  const x = reader.source.local(value);
  reader.refuseIf(`${x} !== undefined && (${x} === null || typeof ${x}.length !== 'number')`);
  return `${x} === undefined ? 0 : ${x}.length`;
}

function tagNames(base: DerivedLayout['base'], source: MovingReader['source']): string {
  if (base.kind !== 'enum') return 'null';
  const names = new Map<string, number | bigint>();
  for (const { name, value } of base.names) if (!names.has(name)) names.set(name, value);
  const entries = [...names].map(([name, value]) => `[${quoted(name)}, ${literal(value)}]`);
  return source.constant(`new Map([${entries.join(', ')}])`);
}

/** A length is written when its record is complete, wherever it stands then. */
function fillLater(
  base: DerivedLayout['base'],
  from: DerivedFrom & { readonly of: 'length' },
  { up, range }: Subject,
  writer: MovingWriter,
): void {
  if (base.size === null) throw new NotCompilable();
  const fill = writer.keep(writer.at);
  const pending = writer.pending;
  writer.whenComplete(up, (scope) => {
    pending.delete(fill);
    const behind = writer.at;
    const [place] = fill.places;
    writer.encode(base, adjustedText(scope.byteLength(range), from, writer), place!); // it was kept with one
    writer.at = behind;
  });
}
