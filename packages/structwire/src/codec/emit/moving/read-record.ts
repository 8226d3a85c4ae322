import type { RecordField, RecordLayout } from '../../../layout/layout.ts';
import type { Place } from '../place.ts';
import { objectText, WIDEST_LITERAL } from '../record-emit.ts';
import { quoted, type Source } from '../source.ts';
import type { MovingReader } from './moving-reader.ts';
import { EmitScope } from './scope.ts';
import { emitStretches } from './stretches.ts';

/** Emits the reading of a record. Its values are in variables until it is complete. */
export function readRecord(layout: RecordLayout, place: Place, reader: MovingReader): string {
  const { fields } = layout;
  const scope = new EmitScope(layout, reader.scope, place, reader.block);
  reader.scope = scope;
  emitStretches(layout, scope, reader, {
    begin: (_stretch, byteLength) => {
      if (layout.size === null) reader.need(byteLength); // else all of the record is there
    },
    field: (field, _index, at) => scope.values.push(readField(field, at, reader)),
  });
  reader.scope = scope.outer;
  const named = namedValues(fields, scope.values);
  return reader.isMeasuring ? objectText(named) : objectOf(named, reader.source);
}

function readField({ layout }: RecordField, at: Place, reader: MovingReader): string {
  const value = reader.decode(layout, at);
  if (layout.size !== null) reader.at = at.plus(layout.size);
  return value === 'undefined' ? value : reader.source.local(value);
}

type Property = readonly [name: string, value: string];

function namedValues(fields: readonly RecordField[], values: readonly string[]): Property[] {
  return fields.flatMap(({ name }, i): Property[] => (name === null ? [] : [[name, values[i] ?? 'undefined']]));
}

/** A wide object is made by a constructor, whose prototype is that of a plain object. */
function objectOf(properties: readonly Property[], source: Source): string {
  if (properties.length <= WIDEST_LITERAL || properties.some(([name]) => name === '__proto__')) {
    return objectText(properties);
  }
  const body = source.piece();
  const parameters = properties.map((_, i) => `a${i}`);
  body.block(`function(${parameters.join(', ')})`, () => {
    properties.forEach(([name], i) => {
      body.line(`this[${quoted(name)}] = ${parameters[i]};`);
    });
  });
  const maker = source.constant(body.text);
  source.once(`${maker}.prototype = Object.prototype;`);
  return `new ${maker}(${properties.map(([, value]) => value).join(', ')})`;
}
