import type { PrefixExtent, SizedLayout } from '../../../layout/layout.ts';
import { emitZeros } from '../bytes-emit.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { distance } from './distance.ts';
import { neededText, readExtent } from './extent-text.ts';
import { decides, UNREAD } from './measuring.ts';
import { movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { adjustedText, checkExtent } from './write-reference.ts';

/** A value in a run of bytes of known length. */
export const sizedEmit: Emit<SizedLayout> = {
  decode: ({ layout, length, leftover, size }, place, given) => {
    const reader = movingReader(given);
    const { source, end: outerEnd } = reader;
    const extent = readExtent(length, reader);
    const byteLength = size === null ? neededText(extent, reader) : String(size); // of fixed size: it is there
    if (reader.isMeasuring && !decides(layout)) {
      reader.skip(byteLength);
      return UNREAD;
    }
    const end = source.local(size === null ? `${reader.at.text()} + ${byteLength}` : place.text(size));
    reader.end = end;
    const value = source.local(reader.decodeNext(layout));
    reader.end = outerEnd;
    if (leftover === 'refuse') reader.refuseIf(`${reader.at.text()} !== ${end}`);
    reader.at = new Place(end);
    return value;
  },

  encode: (sized, value, place, given) => {
    const writer = movingWriter(given);
    const { layout, length, leftover } = sized;
    const { source } = writer;
    if (length.by === 'prefix') {
      writePrefixed(length, sized, value, writer);
      return;
    }
    if (length.by === 'fixed') emitZeros(place, length.value, writer);
    writer.encodeNext(layout, value);
    const used = source.local(distance(place, writer.at));
    if (length.by !== 'fixed') {
      checkExtent(length, used, sized, writer);
      return;
    }
    writer.refuseIf(`${used} ${leftover === 'refuse' ? '!==' : '>'} ${length.value}`);
    writer.at = place.plus(length.value);
  },

  locals: () => Infinity, // its length is only known when it is written
};

/** Behind room for the shortest prefix; a longer one moves the value, and with it all in it that is to be filled in. */
function writePrefixed(extent: PrefixExtent, { layout }: SizedLayout, value: string, writer: MovingWriter): void {
  const { source } = writer;
  const { prefix } = extent;
  const start = writer.at;
  const room = prefix.size ?? 1;
  writer.reserve(room);
  const content = start.plus(room);
  writer.at = content;
  const before = new Set(writer.pending);
  writer.encodeNext(layout, value);
  const end = writer.at;
  const said = adjustedText(source.local(distance(content, end)), extent, writer);
  if (prefix.size !== null) {
    writer.encode(prefix, said, start);
    writer.at = end;
    return;
  }
  writer.refuseIf(`!(Number.isSafeInteger(${said}) && ${said} >= 0)`);
  const more = source.local(`${source.helper('varintSize')}(${said}) - 1`);
  source.block(`if (${more} > 0)`, () => {
    writer.reserve(more);
    source.line(`bytes.copyWithin(${content.text()} + ${more}, ${content.text()}, ${end.text()});`);
  });
  writer.encode(prefix, said, start); // has checked what fits, and there is room for it
  writer.movePending(before, end, more);
}
