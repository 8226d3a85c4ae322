import {
  bigBits,
  bytes,
  codec,
  enumeration,
  LayoutCodec,
  lengthOf,
  optional,
  record,
  sized,
  tagOf,
  u8,
  u48,
  u64,
  union,
  viewable,
  when,
} from 'structwire';
import { columns } from 'structwire/columns';
import { parseLayouts, serializeLayouts } from 'structwire/layout';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../hex.ts';
import { checkVector, encodingError } from './both-ways.ts';

// A double holds no integer between these two.
const EVEN = 2n ** 53n;
const ODD = EVEN + 1n;
const HEX = { even: '0000000000002000', odd: '0100000000002000' } as const;

describe('integers beyond 2**53 are told apart', () => {
  const names = { even: EVEN, odd: ODD, one: 1 };
  const type = record({ a: enumeration(u64, names), b: enumeration(bigBits(64), names), c: enumeration(u64, names) });
  const stored = fromHex(`${HEX.odd} ${HEX.even} 0100000000000000`);
  const value = { a: 'odd', b: 'even', c: 'one' } as const;

  it('by the names of an enumeration', () => {
    checkVector(type, `${HEX.odd} ${HEX.even} 0100000000000000`, value);
    checkVector(type, '0200000000002000 0300000000002000 0700000000000000', { a: ODD + 1n, b: ODD + 2n, c: 7n });
    expect(encodingError(type, { a: 'two', b: 1n, c: 1n })).toMatchObject({ code: 'unknown-enum-name', path: 'a' });
  });

  it('in layout files, views and rows', () => {
    const layout = parseLayouts(serializeLayouts({ type: codec(type).layout })).get('type');
    expect(new LayoutCodec(layout!).decode(stored)).toEqual(value); // one was written
    expect(viewable(type).view(stored).toJSON()).toEqual(value);
    const view = viewable(type).view(stored);
    expect([view.a, view.b, view.c]).toEqual(['odd', 'even', 'one']);
    const named = columns(record({ a: enumeration(u64, names) }));
    for (const row of named.rows(stored.subarray(0, 8))) expect(row.a).toBe('odd');
    expect.hasAssertions();
  });

  it('by the tag of a union, by name and by value', () => {
    const kind = enumeration(u64, names);
    const message = record({ kind: tagOf('body', kind), body: union('kind', { odd: u8, even: bytes(2), 1: u64 }) });
    checkVector(message, `${HEX.odd} 07`, { kind: 'odd', body: { tag: 'odd', value: 7 } });
    checkVector(message, `${HEX.even} 0708`, { kind: 'even', body: { tag: 'even', value: fromHex('0708') } });
    checkVector(message, '0100000000000000 0200000000000000', { kind: 'one', body: { tag: 1, value: 2n } });
  });

  it('by the condition of an optional value, in every bit', () => {
    const flagged = record({
      bits: u64,
      low: optional(u8, when('bits', { mask: 1 })),
      high: optional(u8, when('bits', { mask: 2 ** 40 })),
      kind: enumeration(u64, names),
      odd: optional(u8, when('kind', { equals: 'odd' })),
    });
    checkVector(flagged, `0100000000000080 05 ${HEX.odd} 06`, {
      bits: 2n ** 63n + 1n,
      low: 5,
      high: undefined,
      kind: 'odd',
      odd: 6,
    });
    checkVector(flagged, `0000000000010000 07 ${HEX.even}`, {
      bits: 2n ** 40n,
      low: undefined,
      high: 7,
      kind: 'even',
      odd: undefined,
    });
    const wide = record({ bits: u48, high: optional(u8, when('bits', { mask: 2 ** 40 })) });
    checkVector(wide, '000000000001 07', { bits: 2 ** 40, high: 7 });
    checkVector(wide, '010000000000', { bits: 1, high: undefined });
  });

  it('and names of bigints are the integers they stand for', () => {
    const numbers = record({
      kind: enumeration(u8, { a: 1n, b: 2n }, { as: 'number' }),
      x: optional(u8, when('kind', { equals: ['b'] })),
    });
    checkVector(numbers, '02 07', { kind: 2, x: 7 });
    checkVector(numbers, '01', { kind: 1, x: undefined });
  });
});

it('the length of a part may be an integer of 64 bits', () => {
  const type = record({ size: lengthOf('body', u64), body: sized('size', bytes(2)) });
  checkVector(type, '0200000000000000 0102', { size: 2n, body: fromHex('0102') }, { body: fromHex('0102') });
});
