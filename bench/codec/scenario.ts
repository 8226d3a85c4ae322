import { measure, type Summary, summarize } from './measure.ts';
import { otherLayouts } from './other-layouts.ts';
import type { Field, Fields, FieldType } from './peers/field.ts';
import { PEERS } from './peers/peers.ts';
import { codecOf, compiled, interpreted, viewed } from './structwire.ts';
import { assertCorrect, tasksOf } from './tasks.ts';
import { type Candidate, OPERATIONS, type Operation, type Workload } from './workload.ts';
import { wideWorkload } from './workloads/generated.ts';
import { reading, tuples } from './workloads/reading.ts';
import { SAMPLE_FORMAT, sample } from './workloads/sample.ts';

/** One row of a table. */
export interface Row extends Summary {
  readonly name: string;
  readonly note?: string;
}

/** The rows of one operation of one workload; the first is code by hand. */
export interface Table {
  readonly scenario: string;
  readonly workload: string;
  readonly operation: Operation;
  readonly rows: readonly Row[];
}

const ROUNDS = 41;
const BATCH_MS = 2;

/** A workload with the notation of its record. */
interface Subject<T extends object> {
  readonly workload: Workload<T>;
  readonly notation: string;
}

const SUBJECTS = {
  a: (): Subject<object> => subject(reading, '<id:I tag:2s 2x value:f'),
  b: (): Subject<object> => subject(sample, SAMPLE_FORMAT),
  c: (): Subject<object> => wide('c', 40),
  wide: (): Subject<object> => wide('wide', 150),
};

export type SubjectName = keyof typeof SUBJECTS;

function subject<T extends object>(workload: Workload<T>, notation: string): Subject<object> {
  return { workload, notation } as unknown as Subject<object>; // the values of a workload meet its own candidates only
}

function wide(name: string, width: number): Subject<object> {
  const workload = wideWorkload(name, width);
  const codes = ['f', 'H', 'I', 'f', 'B'];
  const notation = Array.from({ length: width }, (_, i) => `f${i}:${codes[i % codes.length]}`).join(' ');
  return subject(workload, `<${notation}`);
}

/** Only this layout and code by hand in the process. */
export function alone(name: SubjectName): Table[] {
  const { workload, notation } = SUBJECTS[name]();
  const own: Candidate<object> = compiled(notation);
  return tablesOf('alone', workload, [workload.hand, own, ...workload.others]);
}

/** Milliseconds from nothing to the first record that a codec decodes and encodes with code compiled at once. */
export function firstCall(name: SubjectName): number {
  const { workload, notation } = SUBJECTS[name]();
  const start = performance.now();
  const codec = codecOf<object>(notation, 'eager');
  codec.encode(codec.decode(workload.inputs[0]!)); // there are many
  return performance.now() - start;
}

/** Among the peers, who are asked for the same values. */
export function withPeers(name: SubjectName): Table[] {
  const { workload, notation } = SUBJECTS[name]();
  const own: Candidate<object>[] = [compiled(notation), viewed(notation, workload), interpreted(notation)];
  const fields = fieldsOf(notation);
  const given = workload as unknown as Workload<Fields>; // peers take records by the names of their fields
  const peers = PEERS.flatMap((make) => make(fields, given) ?? []) as unknown as Candidate<object>[];
  return tablesOf('peers', workload, [workload.hand, ...own, ...workload.others, ...peers], undefined, [
    'decode',
    'encode',
  ]);
}

const TYPES: Readonly<Record<string, FieldType>> = {
  B: 'u8',
  H: 'u16',
  I: 'u32',
  Q: 'u64',
  f: 'f32',
  '2s': 'bytes2',
  '2x': 'padding2',
};

/** The fields of a notation, as peers are told. */
function fieldsOf(notation: string): Field[] {
  return notation
    .slice(1)
    .split(' ')
    .map((item) => {
      const [code, name] = item.split(':').reverse();
      return { name: name ?? null, type: TYPES[code ?? ''] ?? 'u8' };
    });
}

/** Python's functions on tuples alone. */
export function tuplesAlone(): Table[] {
  const workload = tuples as unknown as Workload<object>; // as above
  return tablesOf('tuples', workload, [workload.hand, ...workload.others]);
}

/** Among 200 other layouts in use, some of which are interpreted. */
export function among(name: SubjectName): Table[] {
  const { workload, notation } = SUBJECTS[name]();
  const compiledOthers = otherLayouts(200, 'auto');
  const interpretedOthers = otherLayouts(25, 'never');
  const own: Candidate<object>[] = [compiled(notation), viewed(notation, workload), interpreted(notation)];
  return tablesOf('among 200 layouts', workload, [workload.hand, ...own], () => {
    compiledOthers.touch();
    interpretedOthers.touch();
  });
}

function tablesOf<T extends object>(
  scenario: string,
  workload: Workload<T>,
  candidates: readonly Candidate<T>[],
  between?: () => void,
  operations: readonly Operation[] = OPERATIONS,
): Table[] {
  assertCorrect(workload, candidates);
  return operations.map((operation) => {
    const tasks = tasksOf(workload, candidates, operation);
    const samples = measure(tasks, {
      rounds: ROUNDS,
      batchMs: BATCH_MS,
      ...(between === undefined ? {} : { between }),
    });
    const reference = samples.get(workload.hand.name) ?? [];
    const rows = tasks.map(({ name }): Row => {
      const note = candidates.find((candidate) => candidate.name === name)?.note;
      return { name, ...(note === undefined ? {} : { note }), ...summarize(samples.get(name) ?? [], reference) };
    });
    return { scenario, workload: workload.name, operation, rows };
  });
}
