import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { benchFile } from '../shared/page.ts';
import type { Workload } from './workloads.ts';

/** Nanoseconds of each repeat of one run, by what was measured, and what the program says of its results. */
export interface NativeRun {
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly sum: bigint;
  /** Encoding gave the bytes it began with. */
  readonly isSame: boolean;
}

/** A program that does the same work outside of this process; `null` where it cannot run here. */
export type NativeProgram = (workload: Workload, file: string, repeats: number) => NativeRun;

/** The C loops, compiled with `gcc -O3`; `null` without a compiler. */
export function cProgram(directory: string): NativeProgram | null {
  const binary = join(directory, 'native-columns');
  const compiler = spawnSync('gcc', ['-O3', '-o', binary, benchFile('columns/native-columns.c')], { stdio: 'inherit' });
  if (compiler.status !== 0) return null;
  const labels = [
    'decode: C loop, gcc -O3',
    'decode: C loop, big-endian',
    'encode: C loop, gcc -O3',
    'decode: memcpy of the bytes',
  ];
  return ({ name }, file, repeats) =>
    parse(execFileSync(binary, [file, name, `${repeats}`], { encoding: 'utf8' }), labels);
}

/** numpy's structured arrays; `null` where it is not installed. */
export function numpyProgram(): NativeProgram | null {
  if (spawnSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' }).status !== 0) return null;
  const labels = ['decode: numpy, reused', 'decode: numpy, fresh', 'encode: numpy, reused'];
  return ({ name }, file, repeats) =>
    parse(
      execFileSync('python3', [benchFile('columns/numpy_columns.py'), file, name, `${repeats}`], { encoding: 'utf8' }),
      labels,
    );
}

function parse(output: string, labels: readonly string[]): NativeRun {
  const lines = output.trim().split('\n');
  const [sum = '', same] = (lines.pop() ?? '').split(' ');
  const rows = lines.map((line) => line.split(' ').map(Number));
  const samples = Object.fromEntries(labels.map((label, i) => [label, rows.map((row) => row[i] ?? Number.NaN)]));
  return { samples, sum: BigInt(sum), isSame: same === '1' };
}
