import { readFileSync } from 'node:fs';
import { columnCodec, makeRecords, WORKLOADS } from './workloads.ts';

// Run by itself: prints how much memory decoding ten million records takes beyond what the process had, as a multiple of
// input and output together.
const COUNT = 10_000_000;

const [workload] = WORKLOADS;
if (workload === undefined) throw new Error('no workload');
const codec = columnCodec(workload, '<');
const few = makeRecords(workload, 5000);
for (let i = 0; i < 5; i++) codec.decode(few);
const before = peak();
const bytes = makeRecords(workload, COUNT);
const decoded = codec.decode(bytes);
const needed = Object.values(decoded).reduce((total, { byteLength }) => total + byteLength, bytes.byteLength);
process.stdout.write(`${(peak() - before) / needed}`);

/** The most memory this process ever had, in bytes. (What `getrusage` says includes the process it was started from.) */
function peak(): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
