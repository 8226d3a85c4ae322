import type { RecordField, RecordLayout } from '../../layout/layout.ts';
import { emitZeros } from './bytes-emit.ts';
import type { Emit, Reader, Writer } from './emitter.ts';
import { gapsOf } from './gaps.ts';
import { Place } from './place.ts';
import { quoted, type Source } from './source.ts';

/** Above it an object is made by a constructor: V8 takes a second to optimise a literal of 80 floats. */
export const WIDEST_LITERAL = 24;

type NamedField = RecordField & { readonly name: string };

/** Named fields at fixed offsets. */
export const recordEmit: Emit<RecordLayout> = {
  decode: (layout, place, reader) => {
    const fields = layout.fields.filter(isNamed);
    if (fields.length > WIDEST_LITERAL && fields.every(({ name }) => name !== '__proto__')) {
      return construct(fields, place, reader);
    }
    return objectText(
      fields.map(({ name, offset, layout: child }) => [name, reader.decode(child, place.plus(offset))]),
    );
  },

  encode: (layout, value, place, writer) => {
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`typeof ${x} !== 'object' || ${x} === null`);
    emitGaps(layout.fields, layout.size ?? 0, place, writer);
    for (const { name, offset, layout: child } of layout.fields.filter(isNamed)) {
      writer.encode(child, emitField(x, name, source), place.plus(offset));
    }
  },

  locals: ({ fields }, localsOf) =>
    fields.reduce((total, { name, layout }) => total + (name === null ? 0 : localsOf(layout)), 0),
};

/** `{ "a": 1, "b": 2 }`; `__proto__` as a computed key, which makes it a property like any other. */
export function objectText(properties: readonly (readonly [name: string, value: string])[]): string {
  if (properties.length === 0) return '{}';
  const texts = properties.map(([name, value]) => `${name === '__proto__' ? `['__proto__']` : quoted(name)}: ${value}`);
  return `{ ${texts.join(', ')} }`;
}

/** Reads a field once. What every object inherits (`toString`) is not a field unless it is the value's own. */
export function emitField(record: string, name: string, source: Source): string {
  const property = `${record}[${quoted(name)}]`;
  if (!(name in Object.prototype)) return source.local(property);
  return source.local(`Object.hasOwn(${record}, ${quoted(name)}) ? ${property} : undefined`);
}

/** A constructor keeps a wide object fast; its prototype is that of a plain object, so that nobody sees a difference. */
function construct(fields: readonly NamedField[], place: Place, reader: Reader): string {
  const { source } = reader;
  const body = source.piece();
  let canRefuse = false;
  body.block(`function(bytes, view, at)`, () => {
    const inner = reader.inside(body, () => {
      canRefuse = true;
      return `return ${source.helper('REFUSED')};`;
    });
    for (const { name, offset, layout } of fields) {
      body.line(`this[${quoted(name)}] = ${inner.decode(layout, new Place('at', offset))};`);
    }
  });
  const maker = source.constant(body.text);
  source.once(`${maker}.prototype = Object.prototype;`);
  const record = source.local(`new ${maker}(bytes, ${reader.access === 'view' ? 'view' : 'null'}, ${place.text()})`);
  if (canRefuse) reader.refuseIf(`${record} === ${source.helper('REFUSED')}`);
  return record;
}

/** Zeros for the bytes of a fixed-size record, or of a stretch, that no field writes whole. */
export function emitGaps(fields: readonly RecordField[], size: number, place: Place, writer: Writer): void {
  for (const { from, to } of gapsOf(fields, size, (field) => !writer.isPartial(field))) {
    emitZeros(place.plus(from), to - from, writer);
  }
}

function isNamed(field: RecordField): field is NamedField {
  return field.name !== null;
}
