import type { BlobLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { neededText, readExtent } from './extent-text.ts';
import { UNREAD } from './measuring.ts';
import { movingReader } from './moving-reader.ts';
import { movingWriter } from './moving-writer.ts';
import { writeExtent } from './write-extent.ts';

/** Raw bytes of a length that is read. */
export const blobEmit: Emit<BlobLayout> = {
  decode: (layout, _place, given) => {
    const reader = movingReader(given);
    const { source, isLending } = reader;
    const length = neededText(readExtent(layout.length, reader), reader);
    if (reader.isMeasuring) {
      reader.skip(length);
      return UNREAD;
    }
    const bytes = source.local(
      `${source.helper(isLending ? 'lend' : 'copyOf')}(bytes, ${reader.at.text()}, ${length})`,
    );
    reader.skip(length);
    return bytes;
  },

  encode: (layout, value, _place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`!(${x} instanceof Uint8Array)`);
    const length = source.local(`${x}.length`);
    writeExtent(layout.length, length, layout, writer);
    writer.reserve(length);
    source.line(`${source.helper('putAll')}(bytes, ${writer.at.text()}, ${x}, ${length});`);
    writer.moveTo(`${writer.at.text()} + ${length}`);
  },

  locals: () => Infinity, // its place is only known when it is written
};
