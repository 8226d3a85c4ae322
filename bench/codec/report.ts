import { cpus, totalmem } from 'node:os';
import type { PythonTimes } from './python.ts';
import type { Row, Table } from './scenario.ts';
import { closePeers, targetsOf } from './targets.ts';
import type { Operation } from './workload.ts';

/** What a run found out. */
export interface Run {
  readonly tables: readonly Table[];
  readonly titles: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly python: Readonly<Record<string, PythonTimes | null>>;
  /** Milliseconds from a codec of 150 fields to its first decoded record, compiled at once. */
  readonly firstCallMs: number;
}

const HEADINGS: Readonly<Record<Operation, string>> = {
  decodeFrom: 'decode, many in one buffer',
  encodeInto: 'encode into a buffer',
  decode: 'decode one message',
  encode: 'encode to new bytes',
};

const SCENARIOS: Readonly<Record<string, string>> = {
  alone: 'One layout in the process',
  tuples: 'Python’s functions on tuples, alone',
  'among 200 layouts': '200 other layouts in use, and 25 interpreted ones',
  peers: 'Others',
};

/** The page of a run, as Markdown. */
export function reportOf(run: Run): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. Nanoseconds of processor time for one record, garbage collection and all: the median, and in',
    'parentheses where the middle half of the rounds lie; then the ratio to code written by hand, which is the median of the ratios in each round. All rows of a table were measured side by',
    'side, round by round, after every candidate had given the right values. Rows that are lost are here too.',
    '',
    '![Decoding and encoding ten fields](benchmarks.svg)',
    '',
    ...machine(run),
    ...targets(run),
    ...close(run),
    ...Object.keys(SCENARIOS).flatMap((scenario) => scenarioSection(run, scenario)),
    ...python(run),
    ...notes(),
  ].join('\n');
}

function machine({ versions }: Run): string[] {
  const [cpu] = cpus();
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    '## Machine',
    '',
    `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.versions.node} (V8 ${process.versions.v8}).`,
    `${list.join(', ')}.`,
    '',
  ];
}

function targets(run: Run): string[] {
  const rows = targetsOf(run.tables).map(
    ({ claim, measured, isMet }) => `| ${claim} | ${measured} | ${isMet ? 'yes' : '**no**'} |`,
  );
  const isQuick = run.firstCallMs < 100;
  return [
    '## What is claimed',
    '',
    '| ratio | measured | held |',
    '|---|---|---|',
    ...rows,
    `| 150 fields, milliseconds to the first record: at most 100 | ${run.firstCallMs.toFixed(1)} | ${isQuick ? 'yes' : '**no**'} |`,
    '',
  ];
}

function close(run: Run): string[] {
  const rows = closePeers(run.tables);
  const lines = (isOther: boolean): string[] =>
    rows
      .filter(({ row }) => row.isOther === isOther)
      .map(({ workload, operation, row: { name, note, why, times } }) => {
        const about = [note, why].filter((text) => text !== undefined).join('; ');
        return `- (${workload}) ${HEADINGS[operation]}: ${name}, ${times.toFixed(1)} times${about === '' ? '' : ` (${about})`}`;
      });
  return [
    '### Peers that are less than three times slower',
    '',
    'By the median of the ratios to structwire in each round, and what makes them fast.',
    '',
    'With the same values:',
    '',
    ...or(lines(false), '- none'),
    '',
    'With other values than the record has, as the note says:',
    '',
    ...or(lines(true), '- none'),
    '',
  ];
}

function or(lines: readonly string[], otherwise: string): readonly string[] {
  return lines.length > 0 ? lines : [otherwise];
}

function scenarioSection({ tables, titles }: Run, scenario: string): string[] {
  const own = tables.filter((table) => table.scenario === scenario);
  const workloads = [...new Set(own.map(({ workload }) => workload))];
  return [
    `## ${SCENARIOS[scenario] ?? scenario}`,
    '',
    ...workloads.flatMap((workload) => [
      `### ${titles[workload] ?? workload}`,
      '',
      ...table(own.filter((each) => each.workload === workload)),
      '',
    ]),
  ];
}

/** One table for the operations of a workload, side by side. */
function table(tables: readonly Table[]): string[] {
  const names = [...new Set(tables.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const head = tables.map(({ operation }) => HEADINGS[operation]);
  return [
    `| | ${head.join(' | ')} |`,
    `|---|${head.map(() => '---:').join('|')}|`,
    ...names.map((name) => {
      const cells = tables.map(({ rows }) => cell(rows.find((row) => row.name === name)));
      const note = tables.flatMap(({ rows }) => rows.find((row) => row.name === name)?.note ?? [])[0];
      return `| ${name}${note ? ` (${note})` : ''} | ${cells.join(' | ')} |`;
    }),
  ];
}

function cell(row: Row | undefined): string {
  if (row === undefined) return '–';
  return `${number(row.median)} (${number(row.lower)}–${number(row.upper)}) ×${row.ratio.toFixed(2)}`;
}

function number(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function python({ python: times, titles }: Run): string[] {
  const rows = Object.entries(times).flatMap(([workload, each]) =>
    each === null ? [] : [`| ${titles[workload]} | ${each.unpack.toFixed(0)} | ${each.pack.toFixed(0)} |`],
  );
  if (rows.length === 0) return [];
  const version = Object.values(times).find((each) => each !== null)?.version;
  return [
    `## CPython ${version}, in a process of its own`,
    '',
    'Tuples, and the best of its rounds.',
    '',
    '| | `unpack` | `pack` |',
    '|---|---:|---:|',
    ...rows,
    '',
  ];
}

function notes(): string[] {
  return [
    '## How',
    '',
    '- *By hand* makes the same checks and gives the same values: lengths, ranges, types, bytes copied. For many records in one buffer it has',
    '  the `DataView` of the buffer already; structwire finds it. For one message it has to make one, which is most of its time; structwire',
    '  does without.',
    '- Everything runs as JavaScript: a loader that translates while a program runs makes V8 ask of every access to a buffer whether it',
    '  still is there.',
    '- The heap is collected before anything is tried. Where V8 happens to mark it during the first calls of a function, it takes all that',
    '  the function makes for long-lived and lets it allocate among old objects for good, two or three times as slow, whoever wrote it.',
    '- Results are kept for a while and every field is looked at: an engine may leave out neither.',
    '- A view reads fields when they are asked for, here each of them once; asking for fewer costs less. It makes no record, which is',
    '  why it can be faster than code that does.',
    '- (d) to (f) are given to every candidate as one shape (`bench/codec/shapes`). What gives objects of its own is compared by its fields,',
    '  and unions are what each package has for them.',
    '- Interpreted is what runs where code generation is forbidden, unless code was generated ahead of time or views are used.',
    '',
  ];
}
