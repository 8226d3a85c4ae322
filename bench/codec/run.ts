// `npm run bench`: measures codecs, prints what it found and writes docs/benchmarks.md and docs/benchmarks.svg.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { benchFile } from '../shared/page.ts';
import { chartOf } from './chart.ts';
import { pythonTimes } from './python.ts';
import { reportOf } from './report.ts';
import type { Table } from './scenario.ts';

/** A file of the project. */
const path = (relative: string): string => benchFile(`../${relative}`);

const TITLES = {
  a: '(a) `<I 2s 2x f`: an integer, two bytes, a float; 12 bytes',
  b: '(b) ten named fields: a u64, a u32, six f32, two u16; 40 bytes',
  c: '(c) 40 fields of one, two and four bytes',
  d: '(d) a text of UTF-8 behind its length, 16 u16, a nested record of three fields; about 60 bytes',
  e: '(e) an array of 22 nested records with 20 fields each; 1390 bytes',
  f: '(f) a union of six messages; 9 to 27 bytes',
  wide: '150 fields of one, two and four bytes',
};
const FORMATS = { a: '<I 2s 2x f', b: '<QI6f2H', c: `<${'fHIfB'.repeat(8)}` };
const PLAN = [
  ['alone', 'a'],
  ['tuples', 'a'],
  ['alone', 'b'],
  ['alone', 'c'],
  ['alone', 'd'],
  ['alone', 'e'],
  ['alone', 'f'],
  ['alone', 'wide'],
  ['among', 'a'],
  ['among', 'b'],
  ['among', 'c'],
  ['among', 'd'],
  ['among', 'e'],
  ['among', 'f'],
  ['peers', 'a'],
  ['peers', 'b'],
  ['peers', 'c'],
  ['peers', 'd'],
  ['peers', 'e'],
  ['peers', 'f'],
] as const;

/**
 * Garbage is collected between samples, and functions are optimised at once: in the background it can take seconds when the
 * machine is busy, and until then one measures the interpreter of JavaScript.
 */
const FLAGS = ['--expose-gc', '--no-concurrent-recompilation'];

/** A process of its own, so that what one scenario does to the engine is not seen by the next. */
function child(...parameters: readonly string[]): string {
  return execFileSync(process.execPath, [...FLAGS, benchFile('dist/codec/child.js'), ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: path(''),
  });
}

function versions(): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync(path('bench/package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const { version } = JSON.parse(readFileSync(path('packages/structwire/package.json'), 'utf8')) as {
    version: string;
  };
  return { structwire: version, ...devDependencies };
}

const tables: Table[] = [];
for (const [scenario, workload] of PLAN) {
  process.stderr.write(`${scenario} ${workload}\n`);
  tables.push(...(JSON.parse(child(scenario, workload)) as Table[])); // as `child.ts` prints them
}
const firstCallMs = Number(child('first-call', 'wide'));
const python = Object.fromEntries(Object.entries(FORMATS).map(([workload, format]) => [workload, pythonTimes(format)]));
const report = reportOf({ tables, titles: TITLES, versions: versions(), python, firstCallMs });
process.stdout.write(report);
writeFileSync(path('docs/benchmarks.md'), report);
const peers = tables.filter(({ scenario, workload }) => scenario === 'peers' && workload === 'b');
writeFileSync(path('docs/benchmarks.svg'), chartOf(peers, 'Ten named fields, 40 bytes'));
