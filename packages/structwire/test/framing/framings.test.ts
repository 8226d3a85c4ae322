import { encodeFrame, parseFraming } from 'structwire/framing';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../hex.ts';
import { cutAt, decodeAll } from './decode-all.ts';

const ff254 = '01'.repeat(254);

// [framing, payload, frame]. COBS: the examples of Cheshire and Baker's paper and their run lengths; SLIP: RFC 1055;
// varint: python3 -c "from google.protobuf.internal import encoder; print(encoder._VarintBytes(300).hex())";
// checksums: python3 -c "import binascii; print(toHex(binascii.crc32(b'\x02\x01\x02')), toHex(binascii.crc_hqx(b'\x02\x01\x02', 0)))".
const CASES: readonly (readonly [framing: string, payload: string, frame: string])[] = [
  ['fixed:3', '010203', '010203'],
  ['u8', '', '00'],
  ['u8', '0102', '02 0102'],
  ['u16le', '0102', '0200 0102'],
  ['u16be', '0102', '0002 0102'],
  ['u24le', '0102', '020000 0102'],
  ['u24be', '0102', '000002 0102'],
  ['u32le', '0102', '02000000 0102'],
  ['u32be', '0102', '00000002 0102'],
  ['u64le', '0102', '0200000000000000 0102'],
  ['u64be', '0102', '0000000000000002 0102'],
  ['varint', '0102', '02 0102'],
  ['varint', '00'.repeat(127), `7f ${'00'.repeat(127)}`],
  ['varint', '00'.repeat(128), `8001 ${'00'.repeat(128)}`],
  ['varint', '00'.repeat(300), `ac02 ${'00'.repeat(300)}`],
  ['len:u16be,counts=rest', '0102', '0002 0102'],
  ['len:u16be,counts=frame', '0102', '0004 0102'],
  ['len:u16be,offset=2', '0102', '0000 0002 0102'],
  ['len:u16be,offset=1,header=6', '0102', '00 0002 000000 0102'],
  ['len:u16be,offset=1,header=6,counts=rest', '0102', '00 0005 000000 0102'],
  ['len:u16be,offset=1,header=6,counts=frame', '0102', '00 0008 000000 0102'],
  ['len:u8,adjust=-1', '0102', '03 0102'],
  ['len:u8,adjust=1', '0102', '01 0102'],
  ['len:u8,offset=1,keep', 'aa000102', 'aa020102'],
  ['delim:0a', '4142', '4142 0a'],
  ['delim:0a', '', '0a'],
  ['delim:0d0a', '410d42', '410d42 0d0a'],
  ['delim:000001', '000000', '000000 000001'],
  ['cobs', '00', '01 01 00'],
  ['cobs', '0000', '01 01 01 00'],
  ['cobs', '11220033', '03 1122 02 33 00'],
  ['cobs', '11223344', '05 11223344 00'],
  ['cobs', '11000000', '02 11 01 01 01 00'],
  ['cobs', ff254, `ff ${ff254} 00`],
  ['cobs', `00${ff254}`, `01 ff ${ff254} 00`],
  ['cobs', `${ff254}02`, `ff ${ff254} 02 02 00`],
  ['cobs', `${ff254}00`, `ff ${ff254} 01 01 00`],
  ['slip', '01c002', '01 dbdc 02 c0'],
  ['slip', '01db02', '01 dbdd 02 c0'],
  ['sync:aa55,u8', '0102', 'aa55 02 0102'],
  ['sync:aa55,u8,crc16/xmodem@u16be', '0102', 'aa55 02 0102 7d13'],
  ['sync:aa55,u8,crc32@u32le', '0102', 'aa55 02 0102 115dd00b'],
  ['sync:aa55,u8,counts=frame,sum@u8', '0102', 'aa55 06 0102 09'],
  ['sync:aa55,u8,counts=rest,sum@u8,from=0', '0102', 'aa55 03 0102 05'],
  ['sync:b562,u16le,offset=4,fletcher8@u16le,from=2,keep', 'b562060100000a0b', 'b562 0601 0200 0a0b 1e50'],
  ['datagram', '010203', '010203'],
];

describe.each(CASES)('%s: %s', (name, payloadText, frameText) => {
  const framing = parseFraming(name);
  const [payload, frame] = [fromHex(payloadText), fromHex(frameText)];
  // `keep` writes the length into the payload.
  const decoded = name.endsWith('keep') ? toHex(frame).slice(0, payload.length * 2) : toHex(payload);

  it('is named as it is parsed', () => expect(framing.name).toBe(name));

  it('frames the payload', () => expect(toHex(encodeFrame(framing, payload))).toBe(toHex(frame)));

  it('finds it, cut anywhere, three times in a row', () => {
    if (name === 'datagram') return;
    const stream = fromHex(toHex(frame).repeat(3));
    const expected = { frames: [decoded, decoded, decoded], errors: [], skipped: 0, cutOff: undefined };
    for (let cut = 0; cut <= stream.length; cut++) {
      expect(decodeAll(framing, [stream.subarray(0, cut), stream.subarray(cut)])).toEqual(expected);
    }
    expect(decodeAll(framing, cutAt(stream, [...stream.keys()]))).toEqual(expected);
  });

  it('reports every truncation', () => {
    if (name === 'datagram') return;
    for (let end = 1; end < frame.length; end++) {
      const { frames, errors, skipped, cutOff } = decodeAll(framing, [frame.subarray(0, end)]);
      expect({ frames, errors }).toEqual({ frames: [], errors: [] });
      expect(cutOff === 'record-cut-off' || skipped === end, `cut at ${end}`).toBe(true);
    }
  });
});

describe('lengths', () => {
  it.each(['u8', 'u16be', 'u24be', 'u32be'])('beyond what %s can say are refused', (name) => {
    const { encoder } = parseFraming(name);
    const most = 256 ** (Number(name.replace(/\D/g, '')) / 8) - 1;
    const target = new Uint8Array(8);
    expect(() => encoder.seal(target, 0, (encoder.prefixBytes ?? 0) + most + 1)).toThrow(
      expect.objectContaining({
        code: 'frame-too-long',
        context: { length: most + 1, limit: most, option: `length: ${name}` },
      }),
    );
  });

  it('beyond 2**53 in the stream are refused like any long one', () => {
    expect(decodeAll(parseFraming('u64be'), [new Uint8Array(8).fill(0xff)]).errors).toEqual(['frame-too-long']);
    expect(decodeAll(parseFraming('len:u64be,adjust=-9'), [new Uint8Array(8)]).errors).toEqual([
      'frame-length-invalid',
    ]);
  });

  it('are checked before anything of the frame is kept', () => {
    const decoder = parseFraming('u32be', { maxFrame: 10 }).decoder();
    decoder.push(Uint8Array.of(0, 0, 0, 11));
    expect([decoder.next(), decoder.error?.code, decoder.next()]).toEqual(['broken', 'frame-too-long', 'broken']);
    expect(
      decodeAll(parseFraming('u32be', { maxFrame: 10 }), [fromHex('0000000a'), new Uint8Array(10)]).frames,
    ).toHaveLength(1);
  });
});

describe('parseFraming', () => {
  it.each([
    'u12',
    'len:',
    'len:u8,u8',
    'len:u8,offset=x',
    'len:u8,counts=all',
    'delim:',
    'delim:0',
    'cobs:1',
    'fixed:',
    'fixed:0',
    'sync:aa',
    'sync:,u8',
    'sync:aa,u8,crc16/xmodem@u12',
    'sync:aa,u8,constructor@u8',
    'sync:aa,u8,sum@u8,from=9',
    'nothing',
    'len:u8,header=0',
    'sync:aa55,u8,offset=1',
    'constructor',
    `delim:${'00'.repeat(17)}`,
  ])('refuses %s', (text) => {
    expect(() => parseFraming(text)).toThrow(expect.objectContaining({ code: 'bad-framing' }));
  });
});
