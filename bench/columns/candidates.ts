import { tableFromJSON } from 'apache-arrow';
import { Parser } from 'binary-parser';
import pythonStruct from 'python-struct';
import { toArrow } from 'structwire/arrow';
import { ColumnArena, type ColumnArray } from 'structwire/columns';
import { type AnyRecord, columnCodec, recordCodec, type Workload } from './workloads.ts';

/** One way to do the work, on all records or on the first ones. */
export interface Candidate {
  readonly label: string;
  readonly group: 'decode' | 'encode' | 'sum';
  /** How many records one run takes. */
  readonly records: number;
  /** Does the work; what it gives is kept until the next run, so that nothing is optimised away. */
  readonly run: () => unknown;
  /** Runs that are too slow for every round. */
  readonly isSlow?: boolean;
}

/** Records in runs that take long for each of them. */
const SLOW_RECORDS = 100_000;

/** All that runs in this process. */
export function candidates(workload: Workload, le: Uint8Array, be: Uint8Array, count: number): Candidate[] {
  return [...columnWays(workload, le, be, count), ...objectWays(workload, le, count), ...sumWays(workload, le, count)];
}

function columnWays(workload: Workload, le: Uint8Array, be: Uint8Array, count: number): Candidate[] {
  const little = columnCodec(workload, '<');
  const big = columnCodec(workload, '>');
  const littleLanes = columnCodec(workload, '<');
  const bigLanes = columnCodec(workload, '>');
  const looping = columnCodec(workload, '<', 'never');
  const into = little.decode(le, { into: little.allocate(count) });
  const earlier = little.decode(le);
  const target = new Uint8Array(le.length);
  const arena = new ColumnArena(2 * (le.length + be.length) + 1_000_000);
  const [leInArena, beInArena] = [arena.allocate(le.length), arena.allocate(be.length)];
  leInArena.set(le);
  beInArena.set(be);
  const inArena = little.allocate(count, { arena });
  const bigInArena = big.allocate(count, { arena });
  const decode = { group: 'decode', records: count } as const;
  const encode = { group: 'encode', records: count } as const;
  return [
    { ...decode, label: 'columns, reused', run: () => little.decode(le, { into }) },
    { ...decode, label: 'columns, big-endian, reused', run: () => big.decode(be, { into }) },
    { ...decode, label: 'columns, reused, whole buffers', run: () => little.decode(le, { into: earlier }) },
    { ...decode, label: 'columns in an arena', run: () => littleLanes.decode(leInArena, { into: inArena }) },
    {
      ...decode,
      label: 'columns in an arena, big-endian',
      run: () => bigLanes.decode(beInArena, { into: bigInArena }),
    },
    { ...decode, label: 'columns without eval, reused', run: () => looping.decode(le, { into }) },
    { ...decode, label: 'columns, fresh', run: () => little.decode(le), isSlow: true },
    { ...decode, label: 'columns, one field of them, reused', run: () => little.decode(le, { into, fields: ['id'] }) },
    {
      ...decode,
      label: 'columns to an Arrow table, fresh',
      run: () => toArrow(little, little.decode(le)),
      isSlow: true,
    },
    { ...encode, label: 'columns, reused', run: () => little.encode(into, target) },
    { ...encode, label: 'columns, big-endian, reused', run: () => big.encode(into, target) },
    { ...encode, label: 'columns without eval, reused', run: () => looping.encode(into, target) },
    { ...encode, label: 'columns, fresh', run: () => little.encode(into), isSlow: true },
  ];
}

function objectWays(workload: Workload, le: Uint8Array, count: number): Candidate[] {
  const codec = recordCodec(workload, '<');
  const some = le.subarray(0, SLOW_RECORDS * workload.size);
  const rows = codec.decodeMany(some);
  const parser = peerParser(workload);
  const format = `<${workload.name === 'a' ? 'I2s2xf' : 'QIffffffHH'}`;
  const slow = { group: 'decode', records: SLOW_RECORDS, isSlow: true } as const;
  return [
    { ...slow, label: 'objects kept', records: count, run: () => codec.decodeMany(le) },
    { ...slow, label: 'callback with an object', records: count, run: () => callEach(codec, le) },
    { ...slow, label: 'Arrow table from objects', run: () => tableFromJSON(rows as Record<string, unknown>[]) },
    { ...slow, label: 'binary-parser, objects kept', run: () => parser.parse(some) },
    { ...slow, label: 'python-struct, arrays kept', run: () => unpackEach(format, some, workload.size) },
    { ...slow, group: 'encode', label: 'objects', run: () => encodeEach(codec, rows, workload.size) },
  ];
}

function sumWays(workload: Workload, le: Uint8Array, count: number): Candidate[] {
  const codec = columnCodec(workload, '<');
  const without = columnCodec(workload, '<', 'never');
  const field = workload.name === 'a' ? 'value' : 'f3';
  const offset = workload.name === 'a' ? 8 : 24;
  const sum = { group: 'sum', records: count } as const;
  const column = codec.decode(le, { fields: [field] });
  const byCursor = loopOf(SUM_BY_CURSOR, field);
  const byCursorWithout = loopOf(SUM_BY_CURSOR, field);
  const byRows = loopOf(SUM_BY_ROWS, field);
  return [
    { ...sum, label: 'a DataView loop by hand', run: () => sumByHand(le, offset, workload.size) },
    { ...sum, label: 'cursor', run: () => byCursor(codec.cursor(le)) },
    { ...sum, label: 'cursor without eval', run: () => byCursorWithout(without.cursor(le)) },
    { ...sum, label: 'for (const row of rows)', run: () => byRows(codec.rows(le)) },
    {
      ...sum,
      label: 'one column, reused, and its sum',
      run: () => sumOfColumn(codec.decode(le, { fields: [field], into: column })[field]),
    },
  ];
}

function callEach(codec: ReturnType<typeof recordCodec>, bytes: Uint8Array): number {
  let total = 0;
  const see = (record: AnyRecord): void => {
    total += record['id'] as number; // a u32 of both workloads
  };
  for (let at = 0; at < bytes.length; at += codec.layout.size) see(codec.decodeFrom(bytes, at));
  return total;
}

function encodeEach(codec: ReturnType<typeof recordCodec>, rows: readonly AnyRecord[], size: number): Uint8Array {
  const target = new Uint8Array(rows.length * size);
  for (const [i, row] of rows.entries()) codec.encodeInto(row, target, i * size);
  return target;
}

function unpackEach(format: string, bytes: Uint8Array, size: number): unknown[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: unknown[] = [];
  for (let at = 0; at < buffer.length; at += size)
    rows.push(pythonStruct.unpack(format, buffer.subarray(at, at + size)));
  return rows;
}

function peerParser({ name }: Workload): Parser {
  const record = new Parser().endianness('little');
  const fields =
    name === 'a'
      ? record.uint32('id').buffer('tag', { length: 2 }).seek(2).floatle('value')
      : record
          .uint64('ts')
          .uint32('id')
          .floatle('f0')
          .floatle('f1')
          .floatle('f2')
          .floatle('f3')
          .floatle('f4')
          .floatle('f5')
          .uint16('g')
          .uint16('h');
  return new Parser().array('records', { type: fields, readUntil: 'eof' });
}

function sumByHand({ buffer, byteOffset, byteLength }: Uint8Array, offset: number, size: number): number {
  const view = new DataView(buffer, byteOffset, byteLength);
  let sum = 0;
  for (let at = offset; at < byteLength; at += size) sum += view.getFloat32(at, true);
  return sum;
}

const SUM_BY_CURSOR = 'const { row } = rows; let sum = 0; while (rows.next()) sum += row.FIELD; return sum;';
const SUM_BY_ROWS = 'let sum = 0; for (const row of rows) sum += row.FIELD; return sum;';

let loopsMade = 0;

/** The loop that a user would write for this field, as text of its own: so each meets rows of one codec. */
function loopOf(text: string, field: string): (rows: unknown) => number {
  // oxlint-disable-next-line typescript/no-implied-eval -- the two texts above, and a name of our own
  return new Function('rows', `${text.replace('FIELD', field)} // ${++loopsMade}`) as (rows: unknown) => number;
}

function sumOfColumn(column: ColumnArray | undefined): number {
  let sum = 0;
  if (column instanceof Float32Array) for (let i = 0; i < column.length; i++) sum += column[i]!;
  return sum;
}
