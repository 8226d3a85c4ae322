import { arch, cpus, platform } from 'node:os';
import { median } from '../shared/figures.ts';
import { bestRatio, pairedRatio } from './figures.ts';
import type { Measured, RoundTrips } from './latency-and-memory.ts';
import type { Sample } from './transfers.ts';

/** All results of a run. */
export interface Results {
  readonly received: Measured<Sample>;
  readonly sent: Measured<Sample>;
  readonly roundTrips: Measured<RoundTrips>;
  /** Bytes of each idle connection. */
  readonly idle: ReadonlyMap<string, number>;
  readonly versions: string;
  readonly hasBun: boolean;
}

const C = 'C, 64 KiB buffers';

/** The page. */
export function report(results: Results): string {
  const { received, sent, roundTrips, idle, versions, hasBun } = results;
  return [
    '# Connections: measured',
    '',
    'Written by `npm run bench:net`. Records of 12 bytes (two u32, an f32) over loopback; each side is a process of its own, the',
    'other side of every row is a program in C unless the row says otherwise, and every field of every record is added up and',
    'checked. All rows run in turn, each about equally long, again and again. *x C* is the median of the ratios to the C program',
    'within a round; *best* compares the best round of a row with the best one of the C program. CPU is what the measured side',
    'takes for one record, its part of the network included. Programs are compiled before they run: a loader such as tsx slows',
    'down all code that reads memory.',
    '',
    'How much of the rate of C a program on Node can reach is up to the machine: the faster its loopback copies, the more the',
    'work for each record counts. The rows of node:net by hand say how much there is: code for this one record and no other, with',
    "one buffer for all reads; 'data' with a `DataView` loop makes no object for any record, and writing 64 KiB at a time calls",
    'nothing for any.',
    '',
    `${cpus()[0]?.model.trim()} (${cpus().length} cores), ${platform()} ${arch()}, ${versions}${hasBun ? '' : '; Bun is not installed here'}.`,
    '',
    '## Receiving',
    '',
    ...table(received),
    ...(hasBun ? [] : ["| Bun, node:net 'data', DataView loop | absent | | | |"]),
    '',
    'Rows without another word connect; "accepted" ones were connected to, where Node makes memory for every chunk.',
    '',
    '## Sending',
    '',
    ...table(sent),
    '',
    '## A round trip of one record, and a connection that says nothing',
    '',
    ...latency(roundTrips),
    '',
    '| memory of an idle connection on a server | bytes |',
    '|---|---:|',
    ...[...idle].map(([way, bytes]) => `| ${IDLE_NAMES[way] ?? way} | ${bytes.toFixed(0)} |`),
    '',
    '## Targets',
    '',
    ...targets(results),
    '',
  ].join('\n');
}

const IDLE_NAMES: Readonly<Record<string, string>> = {
  bare: "node:net, on('data')",
  'bare await': 'node:net, `for await`',
  onRecords: 'structwire, `onRecords`',
  await: 'structwire, `for await`',
};

const rates = (samples: readonly Sample[] = []): number[] => samples.map(({ perSecond }) => perSecond);

function table(samples: Measured<Sample>): string[] {
  const base = rates(samples.get(C));
  const rows = [...samples]
    .map(([name, each]) => ({
      name,
      rate: Math.max(...rates(each)),
      best: bestRatio(rates(each), base),
      paired: pairedRatio(rates(each), base),
      cpu: median(each.map(({ cpuNs }) => cpuNs)),
    }))
    .sort((one, other) => other.paired - one.paired);
  return [
    '| | million records/s | x C | best | CPU ns |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(
      ({ name, rate, paired, best, cpu }) => `| ${[name, ...[rate / 1e6, paired, best, cpu].map(shown)].join(' | ')} |`,
    ),
  ];
}

function latency(roundTrips: Measured<RoundTrips>): string[] {
  const line = (way: string, name: string): string => {
    const rounds = roundTrips.get(way) ?? [];
    return `| ${name} | ${shown(median(rounds.map(({ p50 }) => p50)))} | ${shown(median(rounds.map(({ p99 }) => p99)))} |`;
  };
  return [
    '| 12-byte round trip, both ends alike | p50 µs | p99 µs |',
    '|---|---:|---:|',
    line('bare', 'node:net'),
    line('structwire', "structwire, `flush: 'record'`"),
  ];
}

function targets({ received, sent, roundTrips, idle }: Results): string[] {
  const ratio = (samples: Measured<Sample>, name: string, base = C): number =>
    pairedRatio(rates(samples.get(name)), rates(samples.get(base)));
  const p99 = (way: string): number[] => (roundTrips.get(way) ?? []).map((round) => round.p99);
  const extra = (way: string, bare: string): number => (idle.get(way) ?? Number.NaN) - (idle.get(bare) ?? Number.NaN);
  const least: [string, number, number][] = [
    ['receive, `columns()`: x C', ratio(received, 'columns'), 0.4],
    ['receive, `columns()`, accepted connection: x C', ratio(received, 'columns, accepted connection'), 0.4],
    [
      "receive, `columns()`, accepted connection: x node:net 'data', DataView loop",
      ratio(received, 'columns, accepted connection', "node:net 'data', DataView loop"),
      1,
    ],
    ['receive, `onRecords`: x C', ratio(received, 'onRecords'), 0.3],
    ['receive, `onRecords`, accepted connection: x C', ratio(received, 'onRecords, accepted connection'), 0.3],
    ['receive, `batches()`: x C', ratio(received, 'batches'), 0.25],
    ['receive, `batches()`, accepted connection: x C', ratio(received, 'batches, accepted connection'), 0.25],
    ['receive, `batches()`, with a field of 2 bytes: x C', ratio(received, 'batches with 2 bytes'), 0.12],
    [
      'receive, `batches()`, with a field of 2 bytes: x node:net by hand',
      ratio(received, 'batches with 2 bytes', 'node:net by hand, batches with 2 bytes'),
      1,
    ],
    ['receive, `batches()`: x node:net by hand', ratio(received, 'batches', 'node:net by hand, batches'), 1],
    ['receive, `for await`: x C', ratio(received, 'for await'), 0.06],
    ['receive, `for await`: x node:net by hand', ratio(received, 'for await', 'node:net by hand, for await'), 0.95],
    ["receive, `for await`: x Python's recv(12)", ratio(received, 'for await', 'Python, recv(12)'), 10],
    ['send, `send()`: x C', ratio(sent, 'send()'), 0.3],
    ['send, `send()`: x one write for each record', ratio(sent, 'send()', 'one write for each record'), 100],
    ['send, `sendMany()` of prepared records: x C', ratio(sent, 'sendMany() of prepared records'), 0.5],
    ['send, `sendMany()` of an array of objects: x C', ratio(sent, 'sendMany() of an array'), 0.5],
    [
      'send, `sendMany()` of an array of objects: x node:net by hand, without objects',
      ratio(sent, 'sendMany() of an array', 'node:net, DataView into 64 KiB'),
      1,
    ],
  ];
  const most: [string, number, number][] = [
    ['p99 of a round trip: x node:net', pairedRatio(p99('structwire'), p99('bare')), 1.3],
    ["idle connection, `onRecords`: bytes more than node:net's on('data')", extra('onRecords', 'bare'), 1024],
    ["idle connection, `for await`: bytes more than node:net's `for await`", extra('await', 'bare await'), 1024],
    ["idle connection, `for await`: bytes more than node:net's on('data')", extra('await', 'bare'), 1024],
  ];
  return [
    '| | measured | target | met |',
    '|---|---:|---:|---|',
    ...least.map(([name, value, limit]) => row(name, value, `at least ${limit}`, value >= limit)),
    ...most.map(([name, value, limit]) => row(name, value, `at most ${limit}`, value <= limit)),
  ];
}

function row(name: string, value: number, target: string, isMet: boolean): string {
  return `| ${name} | ${shown(value)} | ${target} | ${isMet ? 'yes' : '**no**'} |`;
}

function shown(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 4);
}
