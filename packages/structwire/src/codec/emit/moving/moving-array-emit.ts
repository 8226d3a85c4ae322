import type { ArrayLayout } from '../../../layout/layout.ts';
import { minSize } from '../../../layout/min-size.ts';
import { arrayEmit } from '../array-emit.ts';
import { type Emit, LONGEST_UNROLLED } from '../emitter.ts';
import { Place } from '../place.ts';
import { NotCompilable } from '../source.ts';
import { neededText, parenthesized, readExtent } from './extent-text.ts';
import { UNREAD } from './measuring.ts';
import { MovingReader } from './moving-reader.ts';
import { MovingWriter } from './moving-writer.ts';
import { writeExtent } from './write-extent.ts';

/** Elements of any size, as many as something says; at fixed places as `arrayEmit` does it. */
export const movingArrayEmit: Emit<ArrayLayout> = {
  ...arrayEmit,

  decode: (layout, place, reader) =>
    reader instanceof MovingReader ? readArray(layout, reader) : arrayEmit.decode(layout, place, reader),

  encode: (layout, value, place, writer) => {
    if (writer instanceof MovingWriter) writeArray(layout, value, writer);
    else arrayEmit.encode(layout, value, place, writer);
  },
};

function readArray(layout: ArrayLayout, reader: MovingReader): string {
  const { element, count: extent } = layout;
  const { source } = reader;
  if (extent.by === 'fixed' && extent.value <= LONGEST_UNROLLED && element.size !== null && element.size > 0) {
    if (extent.value > reader.maxArrayLength) throw new NotCompilable();
    return `[${Array.from({ length: extent.value }, () => readElement(layout, reader)).join(', ')}]`;
  }
  const count = readExtent(extent, reader);
  if (count === null)
    return element.size === null ? readToEnd(layout, reader) : readFixedToEnd(element.size, layout, reader);
  reader.refuseIf(`${count} > ${source.helper('limits')}.maxArrayLength`);
  const least = minSize(element);
  if (reader.isMeasuring && element.size !== null && element.size > 0) {
    reader.skip(source.local(`${count} * ${element.size}`));
    return UNREAD;
  }
  if (layout.size === null && least > 0) {
    reader.refuseIf(`${count} * ${least} > ${reader.end} - ${parenthesized(reader.at.text())}`);
  }
  // Elements that may take no bytes are no reason to take memory.
  const values = reader.isMeasuring ? UNREAD : source.local(least > 0 ? `new Array(${count})` : '[]');
  return readCounted(count, values, layout, reader);
}

/** An element of fixed size whose bytes are there. */
function readElement({ element }: ArrayLayout, reader: MovingReader): string {
  const place = reader.at;
  const value = reader.decode(element, place);
  reader.at = place.plus(element.size ?? 0);
  return value;
}

function readCounted(count: string, values: string, layout: ArrayLayout, reader: MovingReader): string {
  const { source } = reader;
  const [i, at] = [source.name(), source.name()];
  source.line(`let ${at} = ${reader.at.text()};`);
  reader.at = new Place(at);
  reader.inBlock(`for (let ${i} = 0; ${i} < ${count}; ${i}++)`, () => {
    const value = layout.element.size === null ? reader.decodeNext(layout.element) : readElement(layout, reader);
    if (!reader.isMeasuring) source.line(`${values}[${i}] = ${value};`);
    moveOn(at, layout, reader);
  });
  reader.at = new Place(at);
  return values;
}

/** Elements of no bytes cost memory without any bytes that speak for it: they are counted together. */
function moveOn(at: string, { element }: ArrayLayout, reader: MovingReader): void {
  if (minSize(element) === 0) {
    const isTooMany = `++${reader.shared('emptyElements')} > ${reader.source.helper('limits')}.maxArrayLength`;
    reader.refuseIf(`${reader.at.text()} === ${at} && ${isTooMany}`);
  }
  reader.source.line(`${at} = ${reader.at.text()};`);
}

function readFixedToEnd(size: number, layout: ArrayLayout, reader: MovingReader): string {
  const { source } = reader;
  if (size === 0) throw new NotCompilable();
  const count = source.local(`${parenthesized(neededText(null, reader))} / ${size}`);
  reader.refuseIf(`${count} >>> 0 !== ${count} || ${count} > ${source.helper('limits')}.maxArrayLength`);
  return readCounted(count, source.local(`new Array(${count})`), layout, reader);
}

function readToEnd(layout: ArrayLayout, reader: MovingReader): string {
  const { source } = reader;
  const values = source.local('[]');
  const at = source.name();
  source.line(`let ${at} = ${reader.at.text()};`);
  reader.at = new Place(at);
  reader.inBlock(`while (${at} < ${reader.end})`, () => {
    reader.refuseIf(`${values}.length >= ${source.helper('limits')}.maxArrayLength`);
    const value = reader.decodeNext(layout.element);
    source.line(`${values}.push(${value});`);
    reader.refuseIf(`${reader.at.text()} === ${at}`);
    source.line(`${at} = ${reader.at.text()};`);
  });
  reader.at = new Place(at);
  return values;
}

function writeArray(layout: ArrayLayout, value: string, writer: MovingWriter): void {
  const { element, count: extent, size } = layout;
  const { source } = writer;
  const x = source.local(value);
  const wrong = extent.by === 'fixed' ? ` || ${x}.length !== ${extent.value}` : '';
  writer.refuseIf(`!${source.helper('isList')}(${x})${wrong}`);
  if (extent.by === 'fixed' && extent.value <= LONGEST_UNROLLED && element.size !== null) {
    if (size === null) writer.reserve(element.size * extent.value);
    for (let i = 0; i < extent.value; i++) writeElement(layout, `${x}[${i}]`, writer);
    return;
  }
  const count = extent.by === 'fixed' ? String(extent.value) : source.local(`${x}.length`);
  writeExtent(extent, count, layout, writer);
  if (element.size !== null && size === null) writer.reserve(`${count} * ${element.size}`);
  const [i, at] = [source.name(), source.name()];
  source.line(`let ${at} = ${writer.at.text()};`);
  writer.at = new Place(at);
  writer.inBlock(`for (let ${i} = 0; ${i} < ${count}; ${i}++)`, () => {
    if (element.size === null) writer.encodeNext(element, `${x}[${i}]`);
    else writeElement(layout, `${x}[${i}]`, writer);
    source.line(`${at} = ${writer.at.text()};`);
  });
  writer.at = new Place(at);
}

/** An element of fixed size, for which there is room. */
function writeElement({ element }: ArrayLayout, value: string, writer: MovingWriter): void {
  const place = writer.at;
  writer.clearPartial(element, place);
  writer.encode(element, value, place);
  writer.at = place.plus(element.size ?? 0);
}
