import { f32, record, Struct, struct, u32 } from 'structwire';

/** What all programs of this benchmark exchange: 12 bytes. */
export const Reading = record({ id: u32, other: u32, value: f32 });

/** The same bytes with a field of two bytes, and two that are padding. */
export const Tagged = struct('<id:I tag:2s 2x value:f');

/** What a receiver asks its source for: so many records. */
export const Wanted = new Struct('<Q');

export interface Values {
  readonly id: number;
  readonly other: number;
  readonly value: number;
}

/** The second field of the record with a number: what two bytes hold. */
export function otherOf(id: number): number {
  return (id ^ 0x5a5a) & 0xffff;
}

/** The record with a number. */
export function readingOf(id: number): Values {
  return { id, other: otherOf(id), value: (id & 1023) * 0.5 };
}

/** What a program says it has exchanged; sums of ids where all records are numbered from 0 are known. */
export interface Exchange {
  readonly records: number;
  readonly ids?: number;
  readonly others?: number;
  readonly values?: number;
  /** By the clock. */
  readonly ns: number;
  /** Of the processor. */
  readonly cpu: number;
}

/** Adds up what has come, so that nothing of it is optimised away and all of it is checked. */
export class Sums {
  records = 0;
  ids = 0;
  others = 0;
  values = 0;

  readonly add = (reading: Values): void => {
    this.records++;
    this.ids += reading.id;
    this.others += reading.other;
    this.values += reading.value;
  };

  addAll(readings: readonly Values[]): void {
    let [ids, others, values] = [0, 0, 0];
    for (const { id, other, value } of readings) {
      ids += id;
      others += other;
      values += value;
    }
    this.addSums(readings.length, ids, others, values);
  }

  addSums(records: number, ids: number, others: number, values: number): void {
    this.records += records;
    this.ids += ids;
    this.others += others;
    this.values += values;
  }
}

/**
 * @throws Error when these are not the sums of the first `count` records; after each `period` of them their numbers begin
 *   again.
 */
export function assertComplete(
  name: string,
  { count, period }: { readonly count: number; readonly period: number },
  { records, ids, others, values }: Exchange,
): void {
  const [all, rest] = [sumsOf(Math.min(period, count)), sumsOf(count % period)];
  const periods = Math.floor(count / period);
  const times = (one: number, more: number): number => (periods === 0 ? more : periods * one + more);
  const expected = {
    ids: times(all.ids, rest.ids),
    others: times(all.others, rest.others),
    values: times(all.values, rest.values),
  };
  const isRight =
    records === count &&
    (ids ?? expected.ids) === expected.ids &&
    (others ?? expected.others) === expected.others &&
    (values ?? expected.values) === expected.values;
  if (!isRight) throw new Error(`${name}: ${JSON.stringify({ records, ids, others, values })} of ${count} records`);
}

/** After so many records the fields but the id repeat. */
const PERIOD = 65_536;

function sumsOf(count: number): Pick<Sums, 'ids' | 'others' | 'values'> {
  const [period, rest] = [new Sums(), new Sums()];
  for (let id = 0; id < PERIOD; id++) period.add(readingOf(id));
  for (let id = 0; id < count % PERIOD; id++) rest.add(readingOf(id));
  const periods = Math.floor(count / PERIOD);
  return {
    ids: (count * (count - 1)) / 2,
    others: periods * period.others + rest.others,
    values: periods * period.values + rest.values,
  };
}
