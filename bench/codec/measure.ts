import { median, quantile } from '../shared/figures.ts';
import { processorTime } from '../shared/processor-time.ts';

/** Something to measure: does its work `count` times and returns a number made of all results. */
export interface Task {
  readonly name: string;
  readonly run: (count: number) => number;
}

/** Nanoseconds of processor time per operation, one number for each round. */
export type Samples = readonly number[];

export interface MeasureOptions {
  readonly rounds: number;
  /** How long one task takes in one round, about. */
  readonly batchMs: number;
  /** Done between the tasks. */
  readonly between?: () => void;
}

const WARM_UP_MS = 120;
/** Rounds that do not count: what a task learned alone may be wrong when others run between. */
const WARM_UP_ROUNDS = 20;

/** Keeps results alive. */
let sink = 0;

/**
 * Measures tasks side by side: every round runs each of them once, beginning with another one each time. What the machine
 * does beside it then hits all of them alike.
 */
export function measure(tasks: readonly Task[], { rounds, batchMs, between }: MeasureOptions): Map<string, Samples> {
  const samples = new Map(tasks.map(({ name }) => [name, [] as number[]]));
  const counts = new Map(tasks.map((task) => [task.name, calibrate(task, batchMs)]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (let i = 0; i < tasks.length; i++) {
      const { name, run } = tasks[(i + round + WARM_UP_ROUNDS) % tasks.length]!; // within the list
      between?.();
      const count = counts.get(name)!; // made for every task
      const spent = timed(() => {
        sink += run(count);
      });
      if (round >= 0) samples.get(name)!.push(spent / count);
    }
  }
  if (Number.isNaN(sink)) throw new Error('a result was no number');
  return samples;
}

/**
 * Nanoseconds of processor time for some work and for the collection of what it leaves behind: each task pays for its own
 * remains, and for no others.
 */
function timed(work: () => void): number {
  collect();
  const before = processorTime();
  collect();
  const start = processorTime();
  work();
  collect();
  return processorTime() - start - (start - before); // without what collecting costs where nothing is left
}

function collect(): void {
  gc?.({ type: 'minor' });
}

/** How often a task has to run to take so long, once it has warmed up. */
function calibrate({ run }: Task, batchMs: number): number {
  let count = 64;
  const until = process.hrtime.bigint() + BigInt(WARM_UP_MS * 1e6);
  let fastest = Infinity;
  do {
    const start = process.hrtime.bigint();
    sink += run(count);
    const elapsed = Number(process.hrtime.bigint() - start);
    fastest = Math.min(fastest, elapsed / count);
    if (elapsed < 5e5) count *= 2;
  } while (process.hrtime.bigint() < until);
  return Math.max(Math.round((batchMs * 1e6) / fastest), 1);
}

/** Median, and how far apart the middle half of the rounds are. */
export interface Summary {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** Median of the ratios to the reference in the same round. */
  readonly ratio: number;
}

export function summarize(samples: Samples, reference: Samples): Summary {
  const ratios = samples.map((sample, round) => sample / (reference[round] ?? NaN));
  return {
    median: median(samples),
    lower: quantile(samples, 0.25),
    upper: quantile(samples, 0.75),
    ratio: median(ratios),
  };
}
