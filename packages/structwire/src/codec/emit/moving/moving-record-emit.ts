import type { RecordLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { recordEmit } from '../record-emit.ts';
import { NotCompilable } from '../source.ts';
import { MovingReader } from './moving-reader.ts';
import { MovingWriter } from './moving-writer.ts';
import { readRecord } from './read-record.ts';
import { writeRecord } from './write-record.ts';

/** Named fields, of any size and looking at one another; at fixed places as `recordEmit` does it. */
export const movingRecordEmit: Emit<RecordLayout> = {
  ...recordEmit,

  decode: (layout, place, reader) =>
    reader instanceof MovingReader ? readRecord(layout, place, reader) : recordEmit.decode(layout, place, reader),

  encode: (layout, value, place, writer) => {
    if (writer instanceof MovingWriter) writeRecord(layout, value, place, writer);
    else if (layout.fields.some((field) => field.default !== undefined)) throw new NotCompilable();
    else recordEmit.encode(layout, value, place, writer);
  },
};
