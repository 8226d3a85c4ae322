import type { TextLayout } from '../../../layout/layout.ts';
import { unitOf } from '../../../text/encodings.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { neededText, readExtent } from './extent-text.ts';
import { UNREAD } from './measuring.ts';
import { type MovingReader, movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { writeExtent } from './write-extent.ts';
import { adjustedText, checkExtent } from './write-reference.ts';

/** The most bytes that a character of a string takes. */
const WIDEST = { utf8: 3, ascii: 1, latin1: 1, utf16le: 2, utf16be: 2 } as const;

/** Text, in all its lengths. */
export const textEmit: Emit<TextLayout> = {
  decode: (layout, place, reader) => {
    const { length, encoding, pad, invalid } = layout;
    const { source } = reader;
    if (length.by === 'fixed') {
      const options = `'${encoding}', '${pad}', ${invalid === 'replace'}`;
      const text = source.local(`${source.helper('readPadded')}(bytes, ${place.text()}, ${length.value}, ${options})`);
      reader.refuseIf(`${text} === null`);
      return text;
    }
    const moving = movingReader(reader);
    if (length.by === 'terminator') return readTerminated(layout, length.max, moving);
    const byteLength = neededText(readExtent(length, moving), moving);
    if (moving.isMeasuring) {
      moving.skip(byteLength);
      return UNREAD;
    }
    const text = readText(layout, moving.at, byteLength, moving);
    moving.skip(byteLength);
    return text;
  },

  encode: (layout, value, place, writer) => {
    const { length, encoding, pad } = layout;
    if (length.by === 'fixed') {
      const { source } = writer;
      const options = `${value}, '${encoding}', '${pad}'`;
      writer.refuseIf(`!${source.helper('putPadded')}(bytes, ${place.text()}, ${length.value}, ${options})`);
      return;
    }
    const moving = movingWriter(writer);
    const x = moving.source.local(value);
    moving.refuseIf(`typeof ${x} !== 'string'`);
    if (length.by === 'terminator') putTerminated(layout, length.max, x, moving);
    else putCounted(layout, length, x, moving);
  },

  locals: () => Infinity, // it is stored while it is checked
};

function readText({ encoding, invalid }: TextLayout, at: Place, length: string, reader: MovingReader): string {
  const { source } = reader;
  if (encoding === 'latin1') return source.local(`${source.helper('readLatin1')}(bytes, ${at.text()}, ${length})`);
  const isPlain = encoding === 'utf8' && invalid === 'refuse';
  const text = source.local(
    isPlain
      ? `${source.helper('readUtf8')}(bytes, ${at.text()}, ${length})`
      : `${source.helper('decodeText')}(bytes, ${at.text()}, ${at.text()} + ${length}, '${encoding}', ${invalid === 'replace'})`,
  );
  reader.refuseIf(`${text} === null`);
  return text;
}

function readTerminated(layout: TextLayout, max: number, reader: MovingReader): string {
  const { source, at } = reader;
  const unit = unitOf(layout.encoding);
  const limit = `Math.min(${reader.end}, ${at.text(max + unit)})`;
  const nul = source.local(`${source.helper('findNul')}(bytes, ${at.text()}, ${limit}, ${unit})`);
  reader.refuseIf(`${nul} < 0`);
  const text = reader.isMeasuring ? UNREAD : readText(layout, at, source.local(`${nul} - (${at.text()})`), reader);
  reader.at = new Place(nul, unit);
  return text;
}

function putTerminated(layout: TextLayout, max: number, x: string, writer: MovingWriter): void {
  const { source } = writer;
  const unit = unitOf(layout.encoding);
  writer.reserve(`${WIDEST[layout.encoding]} * ${x}.length + ${unit}`);
  const length = putText(layout, x, writer.at, writer);
  writer.refuseIf(`${length} > ${max}`);
  const end = new Place(source.local(`${writer.at.text()} + ${length}`));
  for (let i = 0; i < unit; i++) source.line(`bytes[${end.text(i)}] = 0;`);
  writer.at = end.plus(unit);
}

type Counted = Exclude<TextLayout['length'], { by: 'terminator' }>;

function putCounted(layout: TextLayout, length: Counted, x: string, writer: MovingWriter): void {
  const { source } = writer;
  const most = `${WIDEST[layout.encoding]} * ${x}.length`;
  if (length.by === 'prefix' && length.prefix.size === null) {
    const byteLength = source.local(`${source.helper('textLength')}(${x}, '${layout.encoding}')`);
    writer.refuseIf(`${byteLength} < 0`);
    writeExtent(length, byteLength, layout, writer);
    writer.reserve(most);
    putText(layout, x, writer.at, writer);
    writer.moveTo(`${writer.at.text()} + ${byteLength}`);
    return;
  }
  const room = length.by === 'prefix' ? (length.prefix.size ?? 0) : 0;
  writer.reserve(`${most} + ${room}`);
  const [prefix, start] = [writer.at, writer.at.plus(room)];
  const byteLength = putText(layout, x, start, writer);
  if (length.by === 'prefix') writer.encode(length.prefix, adjustedText(byteLength, length, writer), prefix);
  else checkExtent(length, byteLength, layout, writer);
  writer.at = start;
  writer.moveTo(`${start.text()} + ${byteLength}`);
}

/** Emits the store of a text and gives the variable of its byte length. */
function putText({ encoding, length }: TextLayout, x: string, at: Place, writer: MovingWriter): string {
  const { source } = writer;
  const isPlain = encoding === 'utf8' && length.by !== 'terminator';
  const options = isPlain ? '' : `, '${encoding}', ${length.by === 'terminator'}`;
  const put = source.helper(isPlain ? 'putUtf8' : 'putText');
  const byteLength = source.local(`${put}(bytes, ${at.text()}, ${x}${options})`);
  writer.refuseIf(`${byteLength} < 0`);
  return byteLength;
}
