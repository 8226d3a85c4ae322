import type * as framingErrors from '../../packages/structwire/src/errors/framing-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const FRAMING_DOCS: ErrorDocs<typeof framingErrors> = {
  'frame-too-long': {
    cause:
      'A frame is longer than the limit, or than its length field can say. Nothing of it has been kept. Text, HTTP or TLS ' +
      'on a port for records looks like this: its first letters make a large number.',
    cure: 'Check that the peer uses the same framing; raise `maxFrame` (on a connection `maxRecordSize`) for larger frames.',
    example: { length: 1_195_725_856, limit: 1_048_576, option: 'maxFrame' },
  },
  'frame-length-invalid': {
    cause: 'The length in a header is smaller than the header itself, or than an adjustment takes away.',
    cure: 'Check what the length counts (`counts`, `adjust`, `headerBytes`) and its byte order.',
    example: { value: 1, minimum: 4 },
  },
  'frame-length-overlong': {
    cause: 'A length of variable width is longer than its value needs, or longer than five bytes.',
    cure: 'Check that the peer sends unsigned LEB128 in its shortest form.',
    example: { bytes: 2 },
  },
  'frame-damaged': {
    cause: 'The stuffing of a frame is not what the framing says, so bytes were lost or changed on the way.',
    cure:
      "Check the line, and that both sides use the same framing. `onBadFrame: 'skip'` goes on with the next frame and " +
      'counts what was skipped.',
    example: { framing: 'cobs', reason: 'a code says 5 more bytes, the frame ends after 2' },
  },
  'frame-size-mismatch': {
    cause: 'A whole frame came, and its payload is not as long as a record.',
    cure: 'Check that both sides use the same layout; with native formats, compare their sizes (padding).',
    example: { expected: 12, actual: 10 },
  },
  'delimiter-in-payload': {
    cause: 'A record to be sent contains the bytes that end a frame.',
    cure: 'Use a framing for any bytes, such as `cobs()` or a length prefix.',
    example: { delimiter: '0d0a' },
  },
  'bad-framing': {
    cause: 'An option of a framing, or the text that names one, is not possible.',
    cure: 'The message says what was expected.',
    example: { option: 'headerBytes', reason: 'expected an integer of at least 4, got 2' },
  },
  'record-cut-off': {
    cause: 'The peer went away in the middle of a record. What had arrived is not a value and is not handed out.',
    cure: 'Check that both sides use the same format: a size that differs shows up exactly here.',
    example: { have: 7, need: 12 },
  },
};
