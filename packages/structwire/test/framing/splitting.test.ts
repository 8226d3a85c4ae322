import fc from 'fast-check';
import { encodeFrame, parseFraming } from 'structwire/framing';
import { describe, expect, it } from 'vitest';
import { toHex } from '../hex.ts';
import { cutAt, decodeAll } from './decode-all.ts';

const NAMES = [
  'fixed:5',
  'u8',
  'u16le',
  'u16be',
  'u24le',
  'u24be',
  'u32le',
  'u32be',
  'u64le',
  'u64be',
  'varint',
  'len:u16le,offset=1,adjust=-1',
  'len:u16be,offset=3,header=9,counts=rest',
  'cobs',
  'slip',
  'sync:aa55,u8,crc16/modbus@u16le',
  'sync:00,u16be,counts=frame,crc32@u32be',
];

const anyCuts = fc.array(fc.nat(2_000), { maxLength: 40 });
const anyPayloads = fc.array(fc.uint8Array({ maxLength: 255 }), { maxLength: 12 });
// Bytes that mean something to one framing or another, so that the interesting cases are met.
const anyBytes = fc.array(fc.constantFrom(0, 1, 2, 3, 0x55, 0xaa, 0xc0, 0xdb, 0xdc, 0xdd, 0xff, 0x80), {
  maxLength: 300,
});

describe.each(NAMES)('%s', (name) => {
  const framing = parseFraming(name, { maxFrame: 300 });

  it('gives the frames that were sent, however the stream is cut', () => {
    fc.assert(
      fc.property(anyPayloads, anyCuts, (payloads, cuts) => {
        const kept = payloads.flatMap((payload) => framable(name, payload));
        const stream = Buffer.concat(kept.map((payload) => encodeFrame(framing, payload)));
        const decoded = decodeAll(framing, cutAt(stream, cuts));
        expect(decoded).toEqual({ frames: kept.map(toHex), errors: [], skipped: 0, cutOff: undefined });
      }),
    );
  });

  it('says the same about any bytes, however they are cut, and nothing but frames and errors', () => {
    fc.assert(
      fc.property(anyBytes, anyCuts, (bytes, cuts) => {
        const stream = Uint8Array.from(bytes);
        expect(decodeAll(framing, cutAt(stream, cuts))).toEqual(decodeAll(framing, [stream]));
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(['delim:0a', 'delim:0d0a', 'delim:000001'])('%s', (name) => {
  const framing = parseFraming(name, { maxFrame: 40 });

  it('cuts where a plain search for the delimiter does', () => {
    const mark = name.slice('delim:'.length);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 10, 13, 65), { maxLength: 60 }), anyCuts, (bytes, cuts) => {
        const stream = Buffer.from(bytes);
        const decoded = decodeAll(framing, cutAt(stream, cuts));
        expect(decoded).toEqual(decodeAll(framing, [stream]));
        if (decoded.errors.length === 0) expect(decoded.frames).toEqual(splitBy(stream, Buffer.from(mark, 'hex')));
      }),
    );
  });
});

/** What this framing can carry of a payload. */
function framable(name: string, payload: Uint8Array): Uint8Array[] {
  if (name === 'slip' && payload.length === 0) return [];
  return [name === 'fixed:5' ? Uint8Array.from({ length: 5 }, (_, i) => payload[i] ?? i) : payload];
}

function splitBy(stream: Buffer, mark: Buffer): string[] {
  const frames: string[] = [];
  let start = 0;
  for (let at = stream.indexOf(mark); at >= 0; at = stream.indexOf(mark, start)) {
    frames.push(stream.toString('hex', start, at));
    start = at + mark.length;
  }
  return frames;
}
