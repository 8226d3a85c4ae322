import { encodeFrame, parseFraming } from 'structwire/framing';
import { afterEach, describe, expect, it } from 'vitest';
import { LENGTH_FIELDS } from '../../src/framing/length-field.ts';
import { lengthHeader } from '../../src/framing/length-header.ts';
import { SyncDecoder } from '../../src/framing/sync-decoder.ts';

const MIB = 1024 * 1024;

// Work is counted and not timed: bytes that are copied, looked through, or allocated.
const work = { copied: 0, searched: 0 };
const plain = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array);

function countWork(): void {
  work.copied = work.searched = 0;
  Uint8Array.prototype.set = function (source, offset) {
    work.copied += source.length;
    plain.set.value?.call(this, source, offset);
  };
  Uint8Array.prototype.indexOf = function (byte, from = 0) {
    const found = plain.indexOf.value?.call(this, byte, from) ?? -1;
    work.searched += (found < 0 ? this.length : found + 1) - from;
    return found;
  };
}

afterEach(() => {
  for (const name of ['set', 'indexOf']) Reflect.deleteProperty(Uint8Array.prototype, name); // their own are one level up
});

/** Pushes a frame of `size` bytes in pieces and gives the number of frames that came out. */
function deliver(name: string, size: number, pieceBytes: number): number {
  const framing = parseFraming(name, { maxFrame: 128 * MIB });
  const frame = encodeFrame(framing, new Uint8Array(size).fill(7));
  const decoder = framing.decoder();
  countWork();
  let frames = 0;
  for (let at = 0; at < frame.length; at += pieceBytes) {
    decoder.push(frame.subarray(at, at + pieceBytes));
    while (decoder.next() === 'frame') frames += decoder.end - decoder.start === size ? 1 : Number.NaN;
  }
  return frames;
}

describe.each(['u32be', 'varint', 'delim:0a', 'cobs', 'slip', 'sync:aa55,u32be,crc32@u32be'])('%s', (name) => {
  it.each([
    [4 * MIB, 100],
    [MIB / 2, 1],
  ])('takes %d bytes in pieces of %d with linear work', (size, pieceBytes) => {
    expect(deliver(name, size, pieceBytes)).toBe(1);
    expect(work.copied / size).toBeLessThan(4); // once into the window, and doublings of it
    expect(work.searched / size).toBeLessThan(3);
  });
});

it('64 MiB in pieces of 100 bytes', () => {
  expect(deliver('u32le', 64 * MIB, 100)).toBe(1);
  expect(work.copied / (64 * MIB)).toBeLessThan(4);
});

it('4 MiB in pieces of 1 byte', () => {
  expect(deliver('u32le', 4 * MIB, 1)).toBe(1);
  expect(work.copied / (4 * MIB)).toBeLessThan(4);
});

it('noise that looks like the beginning of a long frame at every byte costs a bounded multiple', () => {
  let summed = 0;
  const compute = (_bytes: Uint8Array, start: number, end: number): number => {
    summed += end - start;
    return 0; // always wrong: the noise says aa
  };
  const header = lengthHeader({ length: 'u16be' }, 1, 1);
  const shape = {
    sync: Uint8Array.of(0xaa),
    header,
    checksum: { field: LENGTH_FIELDS.u8, compute },
    keepHeader: false,
  };
  const decoder = new SyncDecoder(shape, 65_535);
  const noise = new Uint8Array(8 * MIB).fill(0xaa);
  for (let at = 0; at < noise.length; at += 65_536) {
    decoder.push(noise.subarray(at, at + 65_536));
    expect(decoder.next()).toBe('need-more');
  }
  expect(decoder.skipped).toBeGreaterThan(noise.length - 70_000);
  expect(summed / noise.length).toBeLessThan(70);
});
