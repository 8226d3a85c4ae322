import { arch, cpus, platform } from 'node:os';
import { median } from '../shared/figures.ts';
import { least, type Samples } from './measure.ts';
import type { Workload } from './workloads.ts';

/** What was measured of one workload. */
export interface WorkloadResult {
  readonly workload: Workload;
  readonly samples: Samples;
}

/** All results of a run. */
export interface Results {
  readonly workloads: readonly WorkloadResult[];
  readonly growth: ReadonlyMap<number, number>;
  readonly peakMemory: number;
  readonly records: number;
  readonly versions: string;
}

const GROUPS = [
  { group: 'decode', title: 'Decoding', bases: ['decode: C loop, gcc -O3', 'decode: columns, reused'] },
  { group: 'encode', title: 'Encoding', bases: ['encode: C loop, gcc -O3', 'encode: columns, reused'] },
  { group: 'sum', title: 'Adding up one field of each record', bases: ['sum: a DataView loop by hand'] },
] as const;

/** The page. */
export function report(results: Results): string {
  const { workloads, records, versions } = results;
  return [
    '# Columns: measured',
    '',
    'Written by `npm run bench:columns`, from the built library. Nanoseconds per record: the least of all rounds, and their',
    `median. Every round runs everything once, one after the other, over the same ${records.toLocaleString('en')} records, after all of it has`,
    'given the right values. *x* is the least time as a multiple of that of the row named above it: what *x columns, reused*',
    'says of a package is the factor by which columns are faster. Time is that of the processor where it is less than that of',
    'the clock, because then the machine did something else in between; so it is for C and numpy too.',
    '',
    '"Reused" writes into arrays that exist, made by `allocate`; "fresh" makes new ones, whose memory the system has to provide',
    'page by page. "Whole buffers" are arrays of an earlier result, each at the start of its own buffer, as those of C are.',
    '',
    `${cpus()[0]?.model.trim()} (${cpus().length} cores), ${platform()} ${arch()}, ${versions}.`,
    '',
    ...workloads.flatMap((result) => workloadSection(result)),
    '## Growth and memory',
    '',
    ...growthSection(results),
    '## Targets',
    '',
    ...targetSection(results),
    '',
  ].join('\n');
}

function workloadSection({ workload, samples }: WorkloadResult): string[] {
  const tables = GROUPS.flatMap(({ group, title, bases }) => {
    const nameOf = (label: string): string => label.slice(group.length + 2);
    const references = bases.map((base) => least(samples.get(base) ?? [Number.NaN]));
    const lines = [...samples]
      .filter(([label]) => label.startsWith(`${group}: `))
      .map(([label, times]) => ({ name: nameOf(label), best: least(times), middle: median(times) }))
      .sort((one, other) => one.best - other.best)
      .map(({ name, best, middle }) => row([name, best, middle, ...references.map((each) => best / each)]));
    const head = row([title, 'ns', 'median', ...bases.map((base) => `x ${nameOf(base)}`)]);
    return [head, `|---|${'---:|'.repeat(2 + bases.length)}`, ...lines, ''];
  });
  return [`## ${workload.title}`, '', ...tables];
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => (typeof cell === 'number' ? shown(cell) : cell)).join(' | ')} |`;
}

function growthSection({ growth, peakMemory }: Results): string[] {
  const counts = [...growth.keys()].map((count) => count.toLocaleString('en'));
  return [
    `| records in one call (a) | ${counts.join(' | ')} |`,
    `|---|${counts.map(() => '---:|').join('')}`,
    `| ns per record, reused | ${[...growth.values()].map(shown).join(' | ')} |`,
    '',
    `Decoding 10,000,000 records (a) into fresh columns took at its peak ${shown(peakMemory)} times the memory of input and`,
    'output together.',
    '',
  ];
}

function targetSection({ workloads, growth, peakMemory }: Results): string[] {
  const of = (name: string, label: string): number =>
    least(workloads.find(({ workload }) => workload.name === name)?.samples.get(label) ?? [Number.NaN]);
  const ratio = (name: string, label: string, base: string): number => of(name, label) / of(name, base);
  const rows: [string, number, number][] = [];
  for (const [name, most] of [
    ['a', 2.5],
    ['b', 1.4],
  ] as const) {
    const columns = 'decode: columns, reused';
    rows.push(
      [`(${name}) decode, reused: x C`, ratio(name, columns, 'decode: C loop, gcc -O3'), most],
      [`(${name}) decode in an arena: x C`, ratio(name, 'decode: columns in an arena', 'decode: C loop, gcc -O3'), 1.2],
      [
        `(${name}) decode in an arena, big-endian: x little-endian`,
        ratio(name, 'decode: columns in an arena, big-endian', 'decode: columns in an arena'),
        1.15,
      ],
      [`(${name}) encode, reused: x C`, ratio(name, 'encode: columns, reused', 'encode: C loop, gcc -O3'), 3],
      [
        `(${name}) decode, big-endian: x little-endian`,
        ratio(name, 'decode: columns, big-endian, reused', columns),
        1.15,
      ],
      [
        `(${name}) encode, big-endian: x little-endian`,
        ratio(name, 'encode: columns, big-endian, reused', 'encode: columns, reused'),
        1.15,
      ],
      [`(${name}) without eval: x compiled`, ratio(name, 'decode: columns without eval, reused', columns), 4],
      [`(${name}) cursor, sum of a field: x by hand`, ratio(name, 'sum: cursor', 'sum: a DataView loop by hand'), 2],
      [`(${name}) columns: x objects kept`, ratio(name, columns, 'decode: objects kept'), 1 / 20],
    );
  }
  const times = [...growth.values()];
  rows.push([
    'slowest size of a call: x 1,000,000 records',
    Math.max(...times.slice(1)) / (growth.get(1e6) ?? Number.NaN),
    2,
  ]);
  rows.push(['peak memory: x input and output', peakMemory, 2.2]);
  const lines = rows.map(
    ([label, value, most]) => `| ${label} | ${shown(value)} | ${shown(most)} | ${value <= most ? 'yes' : '**no**'} |`,
  );
  return ['| | measured | at most | met |', '|---|---:|---:|---|', ...lines];
}

function shown(value: number): string {
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 0.1
        ? value.toFixed(2)
        : value.toFixed(3);
}
