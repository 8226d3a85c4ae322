import fc from 'fast-check';
import { encodeFrame, parseFraming } from 'structwire/framing';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../hex.ts';
import { cutAt, decodeAll } from './decode-all.ts';

describe('a stuffed frame that is damaged', () => {
  it('costs that frame only', () => {
    expect(decodeAll(parseFraming('cobs'), [fromHex('0201 00 0901 00 0202 00')])).toEqual({
      frames: ['01', '02'],
      errors: ['frame-damaged'],
      skipped: 3,
      cutOff: undefined,
    });
    expect(decodeAll(parseFraming('slip'), [fromHex('01c0 02db03c0 04db c0 05c0')])).toEqual({
      frames: ['01', '05'],
      errors: ['frame-damaged', 'frame-damaged'],
      skipped: 7,
      cutOff: undefined,
    });
  });

  it('is dropped as it comes when it is too long, and the next one is found', () => {
    for (const name of ['cobs', 'slip', 'delim:00']) {
      const framing = parseFraming(name, { maxFrame: 4 });
      const stream = Buffer.concat([
        Buffer.alloc(10_000, 1),
        fromHex(name === 'slip' ? 'c0' : '00'),
        encodeFrame(framing, Uint8Array.of(7)),
      ]);
      for (const pieces of [[stream], cutAt(stream, [...stream.keys()])]) {
        expect(decodeAll(framing, pieces)).toEqual({
          frames: ['07'],
          errors: ['frame-too-long'],
          skipped: 10_001,
          cutOff: undefined,
        });
      }
    }
  });
});

describe('frames with sync bytes', () => {
  const framing = parseFraming('sync:aa55,u8,crc16/modbus@u16le');
  const anyNoise = fc
    .array(fc.constantFrom(0xaa, 0x55, 0x00, 0x03, 0xff), { maxLength: 30 })
    .map((bytes) => Uint8Array.from(bytes));
  const anyPayload = fc.uint8Array({ minLength: 1, maxLength: 20 });

  it('are all found between noise, and the noise is counted to the byte', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyNoise, anyPayload), { maxLength: 10 }),
        fc.array(fc.nat(2_000)),
        (parts, cuts) => {
          const stream = Buffer.concat(parts.flatMap(([noise, payload]) => [noise, encodeFrame(framing, payload)]));
          const { frames, errors, skipped } = decodeAll(framing, cutAt(stream, cuts));
          expect([frames, errors]).toEqual([parts.map(([, payload]) => toHex(payload)), []]);
          expect(skipped).toBe(parts.reduce((sum, [noise]) => sum + noise.length, 0));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lose at most the one that is damaged, whichever of its bytes it is', () => {
    const frames = [1, 2, 3, 4].map((byte) => encodeFrame(framing, new Uint8Array(9).fill(byte)));
    const damaged = frames[1]!;
    for (let index = 0; index < damaged.length; index++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const copy = damaged.slice();
        copy[index]! ^= flip;
        const stream = Buffer.concat([frames[0]!, copy, frames[2]!, frames[3]!]);
        const decoded = decodeAll(framing, [stream]);
        expect(decoded.frames).toEqual([1, 3, 4].map((byte) => toHex(new Uint8Array(9).fill(byte))));
        expect(decoded.skipped).toBe(damaged.length);
      }
    }
  });

  it('are given up on demand, and those behind the damage come out', () => {
    const decoder = parseFraming('sync:aa55,u16be,crc16/modbus@u16le').decoder();
    const good = encodeFrame(parseFraming('sync:aa55,u16be,crc16/modbus@u16le'), Uint8Array.of(1, 2, 3));
    decoder.push(Buffer.concat([fromHex('aa55 7fff'), good])); // a length that will never be reached
    expect(decoder.next()).toBe('need-more');
    decoder.abandon();
    expect([decoder.next(), toHex(decoder.payload()), decoder.skipped]).toEqual(['frame', '010203', 4]);
  });
});

describe('a framing that cannot resynchronise', () => {
  it('stays broken', () => {
    const framing = parseFraming('u16be', { maxFrame: 10 });
    const decoder = framing.decoder();
    decoder.push(fromHex('0001aa ffff 0001bb'));
    expect([decoder.next(), decoder.next(), decoder.next()]).toEqual(['frame', 'broken', 'broken']);
    expect(decoder.error).toMatchObject({ code: 'frame-too-long', offset: 3 });
  });
});
