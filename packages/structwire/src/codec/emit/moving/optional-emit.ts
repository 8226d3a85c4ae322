import type { Layout, OptionalLayout, Presence } from '../../../layout/layout.ts';
import { checkSayable, isTruth } from '../../interpret/reference.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { readReference } from './extent-text.ts';
import { type MovingReader, movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { equalLabels, isInteger, isWide, rawText } from './raw-text.ts';
import { statedValue } from './write-reference.ts';

/** A value that may be missing. */
export const optionalEmit: Emit<OptionalLayout> = {
  decode: ({ layout, present }, _place, given) => {
    const reader = movingReader(given);
    const { source } = reader;
    const isThere = presenceText(present, reader);
    const [value, end] = [source.name(), source.name()];
    source.line(`let ${value}, ${end} = ${reader.at.text()};`);
    reader.inBlock(`if (${isThere})`, () => {
      source.line(`${value} = ${reader.decodeNext(layout)};`);
      source.line(`${end} = ${reader.at.text()};`);
    });
    reader.at = new Place(end);
    return value;
  },

  encode: ({ layout, present }, value, _place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const x = source.local(value);
    writePresence(present, x, writer);
    const end = source.name();
    source.line(`let ${end} = ${writer.at.text()};`);
    writer.inBlock(`if (${x} !== undefined)`, () => {
      writer.encodeNext(layout, x);
      source.line(`${end} = ${writer.at.text()};`);
    });
    writer.at = new Place(end);
  },

  locals: () => Infinity, // its size depends on the value
};

/** The condition that the value is there; moves behind an integer in front. */
function presenceText(present: Presence, reader: MovingReader): string {
  switch (present.by) {
    case 'rest':
      return `${reader.at.text()} < ${reader.end}`;
    case 'prefix':
      return `Number(${reader.decodeNext(present.prefix)}) !== 0`;
    case 'field': {
      const { shown, layout } = readReference(present.field, reader);
      return shownText(present, reader.source.local(shown), layout, reader.source);
    }
  }
}

/** The condition that a field shows that the value is there. */
function shownText(
  { field, mask, equals }: Presence & { readonly by: 'field' },
  shown: string,
  layout: Layout,
  source: MovingReader['source'],
): string {
  for (const each of equals ?? []) checkSayable(each, layout, field.join('.'));
  if (equals !== undefined && isTruth(layout)) return truthText(shown, equals, source);
  if (equals !== undefined) {
    const labels = new Set(equals.flatMap((each) => equalLabels(each, layout)));
    return [...labels].map((label) => `${shown} === ${label}`).join(' || ') || 'false';
  }
  const raw = rawText(shown, layout, source);
  if (mask === undefined) return isNumeric(layout) ? `Number(${raw}) !== 0` : `${source.helper('isSet')}(${raw})`;
  const isWord = isInteger(layout) && (mask | 0) === mask;
  return isWord ? `(${raw} & ${mask}) !== 0` : `${source.helper('isSet')}(${raw}, ${mask})`;
}

/** The condition that the truth of a value is one of those as integers. */
function truthText(shown: string, equals: readonly (number | string)[], source: MovingReader['source']): string {
  const [isTrue, isFalse] = [equals.includes(1), equals.includes(0)];
  if (isTrue === isFalse) return String(isTrue);
  return `${isTrue ? '' : '!'}${source.helper('isSet')}(${shown})`;
}

/** Whether all that code gets to see of a layout is numbers, bigints and booleans. */
function isNumeric(layout: Layout): boolean {
  return isInteger(layout) || isWide(layout) || isTruth(layout);
}

function writePresence(present: Presence, x: string, writer: MovingWriter): void {
  if (present.by === 'prefix') writer.encodeNext(present.prefix, `${x} === undefined ? 0 : 1`);
  if (present.by !== 'field') return;
  const { value: emitValue, layout } = statedValue(present.field, writer);
  const value = emitValue();
  if (value === null) return; // not known before its record is complete: it is the reader who finds out
  const says = writer.source.local(shownText(present, value, layout, writer.source));
  writer.refuseIf(`${value} !== undefined && ${says} !== (${x} !== undefined)`);
}
