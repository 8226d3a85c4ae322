import {
  cobs,
  delimiter,
  encodeFrame,
  type Framing,
  fixed,
  lengthPrefix,
  parseFraming,
  varintPrefix,
} from 'structwire/framing';
import type * as framingErrors from '../../packages/structwire/src/errors/framing-errors.ts';
import type { ErrorCases } from './error-case.ts';

export const FRAMING_CASES: ErrorCases<typeof framingErrors> = {
  'frame-too-long': [
    {
      trigger: () => decode(lengthPrefix({ length: 'u32be' }), '00000001aa 47455420'), // `GET `
      offset: 5,
      message: 'a frame of 1195725856 bytes is longer than 1048576 (maxFrame)',
      context: { length: 1_195_725_856, limit: 1_048_576 },
    },
    {
      trigger: () => encodeFrame(lengthPrefix({ length: 'u8' }), new Uint8Array(256)),
      message: 'a frame of 256 bytes is longer than 255 (length: u8)',
    },
    {
      trigger: () => decode(cobs({ maxFrame: 3 }), '0501020304 00'),
      offset: 0,
      message: 'a frame of 5 bytes is longer than 3 (maxFrame)',
    },
  ],
  'frame-length-invalid': [
    {
      trigger: () => decode(lengthPrefix({ length: 'u16be', counts: 'frame' }), '0001'),
      offset: 0,
      message: 'the length of a frame is at least 2 here, the stream says 1',
      context: { value: 1, minimum: 2 },
    },
  ],
  'frame-length-overlong': [
    {
      trigger: () => decode(varintPrefix(), '8000'),
      offset: 0,
      message: 'the length of a frame takes 2 bytes or more',
    },
    {
      trigger: () => decode(varintPrefix(), '01ff808080808001'),
      offset: 2,
      message: 'the length of a frame takes 5 bytes',
    },
  ],
  'frame-damaged': [
    {
      trigger: () => decode(cobs(), '010006010200'),
      offset: 2,
      message: 'a cobs frame is damaged: a code says 5 more bytes, the frame ends after 2',
    },
    {
      trigger: () => decode(parseFraming('slip'), 'db01c0'),
      offset: 0,
      message: 'a slip frame is damaged: db is followed by 01, not by dc or dd',
    },
  ],
  'frame-size-mismatch': [
    {
      trigger: () => encodeFrame(fixed(12), new Uint8Array(10)),
      message: 'a frame holds 10 bytes where a record takes 12',
      context: { expected: 12, actual: 10 },
    },
  ],
  'delimiter-in-payload': [
    {
      trigger: () => encodeFrame(delimiter(Uint8Array.of(13, 10)), Uint8Array.of(1, 13, 10)),
      message: 'the record contains the delimiter 0d0a itself',
    },
    {
      trigger: () => encodeFrame(delimiter(Uint8Array.of(0, 0)), Uint8Array.of(1, 0)), // 01 00 00 00: found too early
      message: 'the record contains the delimiter 0000 itself',
    },
  ],
  'bad-framing': [
    {
      trigger: () => lengthPrefix({ length: 'u32be', headerBytes: 2 }),
      message: 'headerBytes: expected an integer of at least 4, got 2',
    },
    { trigger: () => parseFraming('u12'), message: 'length: expected one of u8, u16le, u16be' },
    { trigger: () => parseFraming('delim:0g'), message: "delim: expected pairs of hex digits, got '0g'" },
    { trigger: () => parseFraming('sync:aa,u8,crc99@u8'), message: 'checksum.algorithm: expected a checksum such as' },
  ],
  'record-cut-off': [
    {
      trigger: () => decode(lengthPrefix({ length: 'u16be' }), '0001aa 0004bbcc'),
      offset: 3,
      message: 'the connection ended inside a record: 4 of 6 bytes had arrived',
      context: { have: 4, need: 6 },
    },
    {
      trigger: () => decode(cobs(), '0501'),
      offset: 0,
      message: 'the connection ended inside a record: 2 of at least 3 bytes had arrived',
    },
  ],
};

/** Decodes a whole stream and throws what is wrong with it. */
function decode(framing: Framing, hex: string): void {
  const decoder = framing.decoder();
  decoder.push(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  for (let state = decoder.next(); state !== 'need-more'; state = decoder.next()) {
    if (state === 'broken') throw decoder.error;
  }
  decoder.finish();
  throw decoder.cutOff();
}
