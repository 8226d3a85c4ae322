import type { Row, Table } from './scenario.ts';
import { OPERATIONS, type Operation } from './workload.ts';

/** A claim that the run must bear out. */
export interface Target {
  readonly claim: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const COMPILED = 'structwire';

/** The claims, with what was measured. */
export function targetsOf(tables: readonly Table[]): Target[] {
  const ratio = (scenario: string, workload: string, operation: Operation, name = COMPILED): number =>
    rowOf(tables, scenario, workload, operation, name)?.ratio ?? NaN;
  const median = (scenario: string, workload: string, operation: Operation, name = COMPILED): number =>
    rowOf(tables, scenario, workload, operation, name)?.median ?? NaN;
  const targets: Target[] = [];
  const add = (claim: string, value: number, limit: number): void => {
    targets.push({ claim: `${claim}: at most ${limit}`, measured: value.toFixed(2), isMet: value <= limit });
  };
  for (const scenario of ['alone', 'among 200 layouts']) {
    for (const workload of ['a', 'b', 'c']) {
      add(`(${workload}) decode, ${scenario}, against code by hand`, ratio(scenario, workload, 'decodeFrom'), 1.15);
      add(`(${workload}) encodeInto, ${scenario}, against code by hand`, ratio(scenario, workload, 'encodeInto'), 1.15);
    }
  }
  for (const workload of ['d', 'e', 'f']) {
    for (const operation of OPERATIONS) {
      add(`(${workload}) ${operation}, alone, against code by hand`, ratio('alone', workload, operation), 1.25);
    }
    for (const operation of ['decodeFrom', 'encodeInto'] as const) {
      const scenario = 'among 200 layouts';
      add(`(${workload}) ${operation}, ${scenario}, against code by hand`, ratio(scenario, workload, operation), 1.25);
    }
    for (const operation of ['decode', 'encode'] as const) {
      const fastest = fastestPeer(tables, workload, operation);
      const own = ratio('peers', workload, operation);
      add(`(${workload}) ${operation}, against the fastest other, ${fastest?.name}`, own / (fastest?.ratio ?? NaN), 1);
    }
  }
  add(
    '(a) pack to new bytes, against `new Uint8Array` and `new DataView`',
    ratio('tuples', 'a', 'encode', 'structwire Struct'),
    0.2,
  );
  for (const workload of ['a', 'b', 'c']) {
    const among = 'among 200 layouts';
    const view = rowOf(tables, among, workload, 'decodeFrom', 'structwire, view')?.times ?? NaN;
    add(`(${workload}) views without eval, every field read, against compiled decoding`, view, 1.2);
    const interpreted = 'structwire, interpreted';
    add(
      `(${workload}) interpreted decoding, against code by hand`,
      ratio(among, workload, 'decodeFrom', interpreted),
      10,
    );
    add(
      `(${workload}) interpreted encoding, against code by hand`,
      ratio(among, workload, 'encodeInto', interpreted),
      10,
    );
  }
  const perField = median('alone', 'wide', 'decodeFrom') / 150 / (median('alone', 'c', 'decodeFrom') / 40);
  add('150 fields, decoding one of them, against one of 40', perField, 2);
  const perFieldInto = median('alone', 'wide', 'encodeInto') / 150 / (median('alone', 'c', 'encodeInto') / 40);
  add('150 fields, encoding one of them, against one of 40', perFieldInto, 2);
  return [...targets, peersTarget(tables)];
}

function fastestPeer(tables: readonly Table[], workload: string, operation: Operation): Row | undefined {
  const table = tables.find(
    (each) => each.scenario === 'peers' && each.workload === workload && each.operation === operation,
  );
  return table?.rows.filter(isPeer).sort((a, b) => a.ratio - b.ratio)[0];
}

function isPeer({ name }: Row): boolean {
  return !/^(structwire|by hand|Buffer)/.test(name);
}

function peersTarget(tables: readonly Table[]): Target {
  const near = closePeers(tables).filter(({ workload, row }) => 'ab'.includes(workload) && !row.isOther);
  const unexplained = near.filter(({ row }) => row.why === undefined && row.note === undefined);
  const [closest] = near.sort((x, y) => x.row.times - y.row.times);
  return {
    claim: `(a) and (b), every peer that gives the same values: at least ${FAR} times slower, or named below with the reason`,
    measured:
      closest === undefined
        ? 'all'
        : `${near.length} named; ${closest.row.name} ${closest.row.times.toFixed(2)} (${closest.workload})`,
    isMet: unexplained.length === 0,
  };
}

const FAR = 3;

/** What a peer took for an operation of a workload. */
interface Peer {
  readonly workload: string;
  readonly operation: Operation;
  readonly row: Row;
}

function peersOf(tables: readonly Table[]): Peer[] {
  return tables
    .filter(({ scenario }) => scenario === 'peers')
    .flatMap(({ workload, operation, rows }) => {
      return rows.filter(isPeer).map((row) => ({ workload, operation, row }));
    });
}

/** The peers that are not three times slower than structwire. */
export function closePeers(tables: readonly Table[]): Peer[] {
  return peersOf(tables).filter(({ row }) => row.times < FAR);
}

function rowOf(
  tables: readonly Table[],
  scenario: string,
  workload: string,
  operation: Operation,
  name: string,
): Row | undefined {
  const table = tables.find(
    (each) => each.scenario === scenario && each.workload === workload && each.operation === operation,
  );
  return table?.rows.find((row) => row.name === name);
}
