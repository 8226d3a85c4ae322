import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ColumnArena } from 'structwire/columns';
import { isQuick, makePage } from '../shared/page.ts';
import { firstLine } from '../shared/versions.ts';
import { candidates } from './candidates.ts';
import { measureGrowth } from './growth.ts';
import { type Effort, measure, warmUp } from './measure.ts';
import { cProgram, type NativeProgram, numpyProgram } from './native.ts';
import { report, type WorkloadResult } from './report.ts';
import { columnCodec, makeRecords, recordCodec, sumOfBits, WORKLOADS, type Workload } from './workloads.ts';

// Columns beside everything they could be compared with, in one run: `npm run bench:columns`, below a minute. Writes
// docs/benchmarks-columns.md. `--quick` measures little and writes nothing.

const RECORDS = 1_000_000;
const EFFORT: Effort = isQuick ? { rounds: 2, slowRounds: 1 } : { rounds: 8, slowRounds: 2 };

function measureAll(directory: string): string {
  const programs = [cProgram(directory), numpyProgram()].filter((program) => program !== null);
  const workloads = WORKLOADS.map((workload) => benchWorkload(workload, programs, directory));
  const [first] = WORKLOADS;
  if (first === undefined) throw new Error('no workload');
  return report({
    workloads,
    growth: measureGrowth(first),
    peakMemory: peakMemory(),
    records: RECORDS,
    versions: versions(),
  });
}

function benchWorkload(workload: Workload, programs: readonly NativeProgram[], directory: string): WorkloadResult {
  const le = makeRecords(workload, RECORDS);
  const be = columnCodec(workload, '>').encode(columnCodec(workload, '<').decode(le));
  const file = join(directory, `${workload.name}.bin`);
  writeFileSync(file, le);
  assertCorrect(workload, le, be);
  for (const program of programs) assertAgreement(workload, program, le, file);
  const ways = candidates(workload, le, be, RECORDS);
  for (const way of ways) warmUp(way);
  return { workload, samples: measure(workload, ways, programs, { file, records: RECORDS }, EFFORT) };
}

/** What is about to be measured does the right thing. */
function assertCorrect(workload: Workload, le: Uint8Array, be: Uint8Array): void {
  const little = columnCodec(workload, '<');
  const decoded = little.decode(le);
  const rows = recordCodec(workload, '<').decodeMany(le.subarray(0, 1000 * workload.size));
  rows.forEach((row, i) => {
    for (const { name, width } of little.columns) {
      const value = row[name];
      const column = Array.from<unknown>((decoded[name] ?? []).slice(i * width, (i + 1) * width));
      const expected = value instanceof Uint8Array ? [...value] : [value];
      if (!column.every((each, k) => Object.is(each, expected[k])))
        throw new Error(`${workload.name} ${name}[${i}] is wrong`);
    }
  });
  if (Buffer.compare(little.encode(decoded), le) !== 0) throw new Error(`${workload.name} encodes wrongly`);
  const swapped = columnCodec(workload, '>').decode(be);
  if (sumOfBits(swapped) !== sumOfBits(decoded)) throw new Error(`${workload.name} big-endian is wrong`);
  const arena = new ColumnArena(2 * le.length + 100_000);
  const copy = arena.allocate(le.length);
  copy.set(le);
  const inArena = little.decode(copy, { into: little.allocate(RECORDS, { arena }) });
  if (sumOfBits(inArena) !== sumOfBits(decoded)) throw new Error(`${workload.name} is wrong in an arena`);
}

/** The other program has the same columns, bit by bit, and writes the same bytes. */
function assertAgreement(workload: Workload, program: NativeProgram, le: Uint8Array, file: string): void {
  const { sum, isSame } = program(workload, file, 1);
  const ours = sumOfBits(columnCodec(workload, '<').decode(le));
  if (sum !== ours || !isSame)
    throw new Error(`${workload.name}: columns of another program differ: ${sum}, ours ${ours}`);
}

function peakMemory(): number {
  const program = fileURLToPath(new URL('peak-memory.js', import.meta.url));
  return Number(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
}

function versions(): string {
  const script = 'import sys, numpy; print("Python", sys.version.split()[0], "numpy", numpy.__version__)';
  const lines = [`Node ${process.versions.node}`, firstLine('gcc', '--version'), firstLine('python3', '-c', script)];
  return lines.filter((text) => text !== '').join(', ');
}

await makePage('benchmarks-columns.md', measureAll);
