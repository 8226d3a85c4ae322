import type { Codec } from 'structwire';
import { measure, type Summary, summarize } from './measure.ts';
import { otherLayouts } from './other-layouts.ts';
import type { Field, Fields, FieldType } from './peers/field.ts';
import { PEERS } from './peers/peers.ts';
import { shapedPeers } from './shapes/peers/shaped-peers.ts';
import { compiledShape, interpretedShape, schemaOf } from './shapes/schema-of.ts';
import type { ShapedWorkload } from './shapes/shaped-workload.ts';
import { codecOf, compiled, interpreted, viewed } from './structwire.ts';
import { assertCorrect, tasksOf } from './tasks.ts';
import { type Candidate, OPERATIONS, type Operation, type Workload } from './workload.ts';
import { frame } from './workloads/cars.ts';
import { wideWorkload } from './workloads/generated.ts';
import { message } from './workloads/messages.ts';
import { reading, tuples } from './workloads/reading.ts';
import { SAMPLE_FORMAT, sample } from './workloads/sample.ts';
import { station } from './workloads/station.ts';

/** One row of a table. */
export interface Row extends Summary {
  readonly name: string;
  readonly note?: string;
  /** How many times as long as structwire's compiled code: the median of the ratios in each round. */
  readonly times: number;
  /** It gives other values than the record has. */
  readonly isOther: boolean;
  /** What makes it fast. */
  readonly why?: string;
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

/** A workload with the candidates for it. The values of a workload meet its own candidates only. */
interface Subject {
  readonly workload: Workload<object>;
  readonly compiled: () => Candidate<object>;
  /** Those that do without code generation. */
  readonly withoutEval: () => Candidate<object>[];
  readonly peers: () => Candidate<object>[] | Promise<Candidate<object>[]>;
  /** A codec that is compiled at once. */
  readonly eager: () => Pick<Codec<object>, 'encode' | 'decode'>;
}

const SUBJECTS = {
  a: (): Subject => flat(reading, '<id:I tag:2s 2x value:f'),
  b: (): Subject => flat(sample, SAMPLE_FORMAT),
  c: (): Subject => wide('c', 40),
  d: (): Subject => shaped(station),
  e: (): Subject => shaped(frame),
  f: (): Subject => shaped(message),
  wide: (): Subject => wide('wide', 150),
};

export type SubjectName = keyof typeof SUBJECTS;

/** A record without parts, as a notation says it. */
function flat<T extends object>(given: Workload<T>, notation: string): Subject {
  const workload = given as unknown as Workload<object>; // as above
  return {
    workload,
    compiled: () => compiled(notation),
    withoutEval: () => [viewed(notation, workload), interpreted(notation)],
    peers: () => {
      const fields = fieldsOf(notation);
      const named = workload as unknown as Workload<Fields>; // peers take records by the names of their fields
      return PEERS.flatMap((make) => make(fields, named) ?? []) as unknown as Candidate<object>[]; // and give such
    },
    eager: () => codecOf<object>(notation, 'eager'),
  };
}

/** A record with parts. */
function shaped<T extends object>(given: ShapedWorkload<T>): Subject {
  const workload = given as unknown as ShapedWorkload<object>; // as above
  const { shape } = workload;
  return {
    workload,
    compiled: () => compiledShape(shape),
    withoutEval: () => [interpretedShape(shape)],
    peers: () => shapedPeers(workload as unknown as ShapedWorkload<Fields>) as unknown as Promise<Candidate<object>[]>, // as above
    eager: () => schemaOf<object>(shape, 'eager'),
  };
}

function wide(name: string, width: number): Subject {
  const workload = wideWorkload(name, width);
  const codes = ['f', 'H', 'I', 'f', 'B'];
  const notation = Array.from({ length: width }, (_, i) => `f${i}:${codes[i % codes.length]}`).join(' ');
  return flat(workload, `<${notation}`);
}

/** Only this layout and code by hand in the process. */
export function alone(name: SubjectName): Table[] {
  const { workload, compiled: own } = SUBJECTS[name]();
  return tablesOf('alone', workload, [workload.hand, own(), ...workload.others]);
}

/** Milliseconds from nothing to the first record that a codec decodes and encodes with code compiled at once. */
export function firstCall(name: SubjectName): number {
  const { workload, eager } = SUBJECTS[name]();
  const start = performance.now();
  const codec = eager();
  codec.encode(codec.decode(workload.inputs[0]!)); // there are many
  return performance.now() - start;
}

/** Among the peers, who are asked for the same values. */
export async function withPeers(name: SubjectName): Promise<Table[]> {
  const { workload, compiled: own, withoutEval, peers } = SUBJECTS[name]();
  const candidates = [workload.hand, own(), ...withoutEval(), ...workload.others, ...(await peers())];
  return tablesOf('peers', workload, candidates, undefined, ['decode', 'encode']);
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
  const { workload, compiled: own, withoutEval } = SUBJECTS[name]();
  const compiledOthers = otherLayouts(200, 'auto');
  const interpretedOthers = otherLayouts(25, 'never');
  return tablesOf('among 200 layouts', workload, [workload.hand, own(), ...withoutEval()], () => {
    compiledOthers.touch();
    interpretedOthers.touch();
  });
}

/**
 * Collects what loading left behind. While V8 marks the heap, all that is stored anywhere counts as alive at its end, and
 * the code that made it allocates among old objects from then on, for good: a list of 16 numbers takes 140 ns more. That hit
 * one process in eight, and one in four on a loaded machine, in whose first calls a marking fell.
 */
function settle(): void {
  gc?.();
}

function tablesOf<T extends object>(
  scenario: string,
  workload: Workload<T>,
  candidates: readonly Candidate<T>[],
  between?: () => void,
  operations: readonly Operation[] = OPERATIONS,
): Table[] {
  settle();
  assertCorrect(workload, candidates);
  return operations.map((operation) => {
    const tasks = tasksOf(workload, candidates, operation);
    settle();
    const samples = measure(tasks, {
      rounds: ROUNDS,
      batchMs: BATCH_MS,
      ...(between === undefined ? {} : { between }),
    });
    const reference = samples.get(workload.hand.name) ?? [];
    const own = samples.get('structwire') ?? [];
    const rows = tasks.map(({ name }): Row => {
      const { note, why, differs = [] } = candidates.find((candidate) => candidate.name === name) ?? {};
      const measured = samples.get(name) ?? [];
      return {
        name,
        ...(note === undefined ? {} : { note }),
        ...(why === undefined ? {} : { why }),
        isOther: differs.length > 0,
        times: summarize(measured, own).ratio,
        ...summarize(measured, reference),
      };
    });
    return { scenario, workload: workload.name, operation, rows };
  });
}
