import { processorTime } from '../shared/processor-time.ts';
import type { Candidate } from './candidates.ts';
import type { NativeProgram } from './native.ts';
import type { Workload } from './workloads.ts';

/** Nanoseconds per record: one number for each time it ran, in order. */
export type Samples = Map<string, number[]>;

/** How much to measure. */
export interface Effort {
  readonly rounds: number;
  /** Rounds in which the slow ways take part. */
  readonly slowRounds: number;
}

/** How often a round runs each of the fast ways, and the other programs; the least counts. */
const REPEATS = 5;

/** How long something may run before it counts as warm, and at most how often. */
const WARM_UP = { milliseconds: 400, runs: 40 } as const;

/** Runs something until the engine has made of it what it will. */
export function warmUp({ run, isSlow }: Candidate): void {
  const end = performance.now() + WARM_UP.milliseconds;
  for (let i = 0; i < (isSlow ? 1 : WARM_UP.runs) && performance.now() < end; i++) kept.last = run();
  collectGarbage();
}

/** Leaves no work of one way to the next. */
function collectGarbage(): void {
  kept.last = undefined;
  globalThis.gc?.();
}

/** What the engine is given to keep, so that no result is optimised away. */
const kept: { last: unknown } = { last: undefined };

/** Runs everything in turn, again and again, so that a busy machine slows all of it down alike. */
export function measure(
  workload: Workload,
  ways: readonly Candidate[],
  programs: readonly NativeProgram[],
  input: { readonly file: string; readonly records: number },
  { rounds, slowRounds }: Effort,
): Samples {
  const samples: Samples = new Map();
  const add = (label: string, value: number): void => {
    const known = samples.get(label);
    if (known === undefined) samples.set(label, [value]);
    else known.push(value);
  };
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) {
      const run = program(workload, input.file, REPEATS);
      for (const [label, times] of Object.entries(run.samples)) add(label, Math.min(...times) / input.records);
    }
    for (const { label, group, records, run, isSlow } of ways) {
      if (isSlow && round >= slowRounds) continue;
      const times = Array.from({ length: isSlow ? 1 : REPEATS }, () => timed(run));
      add(`${group}: ${label}`, Math.min(...times) / records);
      if (isSlow) collectGarbage();
    }
  }
  return samples;
}

/**
 * Nanoseconds that something takes: by the clock, or by the processor where that is less, because then the machine did
 * something else in between.
 */
export function timed(run: () => unknown): number {
  const before = processorTime();
  const start = process.hrtime.bigint();
  kept.last = run();
  const elapsed = Number(process.hrtime.bigint() - start);
  return Math.min(elapsed, processorTime() - before);
}

/** The least of some numbers. */
export function least(values: readonly number[]): number {
  return Math.min(...values);
}
