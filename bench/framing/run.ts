import { encodeFrame, type Framing, parseFraming } from 'structwire/framing';
import { median } from '../shared/figures.ts';
import { processorTime } from '../shared/processor-time.ts';

// Delivers one frame in small pieces and prints what each byte (or piece) costs: the numbers of a row should not grow
// from left to right. Medians of several rounds, all sizes of a row in turn.

const MIB = 1024 * 1024;
const ROUNDS = 5;
const FRAMINGS = ['u32le', 'varint', 'delim:0a', 'cobs', 'slip', 'sync:aa55,u32be,crc32@u32be'];

/** Nanoseconds of processor time that a frame of `size` bytes takes when it comes in pieces. */
function deliver(framing: Framing, frame: Uint8Array, pieceBytes: number): number {
  const decoder = framing.decoder();
  const before = processorTime();
  let frames = 0;
  for (let at = 0; at < frame.length; at += pieceBytes) {
    decoder.push(frame.subarray(at, at + pieceBytes));
    while (decoder.next() === 'frame') frames++;
  }
  const time = processorTime() - before;
  if (frames !== 1) throw new Error(`${framing.name}: ${frames} frames came out`);
  return time;
}

function row(name: string, sizes: readonly number[], pieceBytes: number): string {
  const framing = parseFraming(name, { maxFrame: 128 * MIB });
  const frames = sizes.map((size) => encodeFrame(framing, new Uint8Array(size).fill(7)));
  const times = frames.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, frame] of frames.entries()) times[i]?.push(deliver(framing, frame, pieceBytes));
  }
  const cells = times.map((each, i) => (median(each) / (frames[i]?.length ?? 1)).toFixed(2).padStart(9));
  return `| ${name.padEnd(28)} |${cells.map((cell) => ` ${cell} |`).join('')}`;
}

function table(title: string, sizes: readonly number[], pieceBytes: number): void {
  const heads = sizes.map((size) => ` ${`${size / MIB} MiB`.padStart(9)} |`).join('');
  console.log(`\n${title}\n\n| ${'framing'.padEnd(28)} |${heads}`);
  console.log(`|${'-'.repeat(30)}|${sizes.map(() => `${'-'.repeat(10)}:|`).join('')}`);
  for (const name of FRAMINGS) console.log(row(name, sizes, pieceBytes));
}

table(
  'nanoseconds a byte, pieces of 100 bytes',
  [1, 4, 16, 64].map((size) => size * MIB),
  100,
);
table(
  'nanoseconds a byte, pieces of 1 byte',
  [0.25, 1, 4].map((size) => size * MIB),
  1,
);
