import fc from 'fast-check';
import { type Layout, LayoutCodec, Struct } from 'structwire';
import { ColumnCodec, columns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { arbitraryLayout } from './arbitrary-layout.ts';
import { randomBytes } from './random-bytes.ts';

describe.each(['eager', 'never'] as const)('rows of random layouts, %s', (codegen) => {
  const records = fc.record({
    layout: arbitraryLayout,
    count: fc.integer({ min: 0, max: 6 }),
    seed: fc.integer(),
    lead: fc.integer({ min: 0, max: 9 }),
    gap: fc.integer({ min: 0, max: 9 }),
  });

  it('show what decoding record by record gives', () => {
    const property = fc.property(records, ({ layout, count, seed, lead, gap }) => {
      const stride = layout.size + gap;
      const bytes = randomBytes(lead + count * stride, seed);
      const cursor = new ColumnCodec(layout, { codegen }).cursor(bytes, { start: lead, stride });
      const codec = new LayoutCodec<unknown>(layout);
      expect(cursor.length).toBe(count);
      for (let i = 0; i < count; i++) {
        expect([cursor.next(), cursor.index]).toEqual([true, i]);
        expect(shown(layout, cursor.row)).toEqual(codec.decodeFrom(bytes, lead + i * stride));
      }
      expect([cursor.next(), cursor.index]).toEqual([false, count - 1]);
      const middle = Math.floor(count / 2);
      if (count === 0) expect(cursor.moveTo(middle)).toBeUndefined();
      else expect(shown(layout, cursor.moveTo(middle))).toEqual(codec.decodeFrom(bytes, lead + middle * stride));
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('rows', () => {
  const codec = columns(new Struct('>H2sf'));
  const bytes = codec.encode({
    0: Uint16Array.of(1, 2),
    1: Uint8Array.of(97, 98, 99, 100),
    2: Float32Array.of(0.5, 1.5),
  });

  it('of a tuple have numbered names, and can be taken apart', () => {
    const seen: unknown[] = [];
    for (const row of codec.rows(bytes)) {
      const [id, tag] = row;
      seen.push([row['$0'], id, tag, row['$2']]);
    }
    expect(seen).toEqual([
      [1, 1, Uint8Array.of(97, 98), 0.5],
      [2, 2, Uint8Array.of(99, 100), 1.5],
    ]);
  });

  it('are one object that moves', () => {
    const rows = [...codec.rows(bytes)];
    expect(rows[0]).toBe(rows[1]);
  });

  it('of two cursors do not disturb each other', () => {
    const [one, two] = [codec.cursor(bytes), codec.cursor(bytes)];
    one.next();
    two.moveTo(1);
    expect([one.row['$0'], two.row['$0']]).toEqual([1, 2]);
  });

  it('show nothing before the first record', () => {
    const cursor = codec.cursor(bytes);
    expect(cursor.index).toBe(-1);
    expect(() => cursor.row['$0']).toThrow(RangeError);
    expect(() => cursor.row['$1']).toThrow('the record needs 2 bytes here, 0 are left');
  });
});

describe('cursors', () => {
  const codec = columns(new Struct('<I f'));

  it('show nothing before the first record, whatever bytes stand in front of it', () => {
    const cursor = codec.cursor(new Uint8Array(64).fill(1), { start: 32, stride: 16 });
    expect(() => cursor.row['$0']).toThrow(RangeError);
    expect(cursor.next()).toBe(true);
    expect(cursor.row['$0']).toBe(0x01010101);
  });

  it.each([-1, 2, 0.5, Number.NaN, Infinity, -0.5])('do not move to %d of two records', (index) => {
    const cursor = codec.cursor(new Uint8Array(16));
    cursor.next();
    expect(cursor.moveTo(index)).toBeUndefined();
    expect(cursor.index).toBe(0);
  });

  it('reach records behind the first two gigabytes', () => {
    const bytes = new Uint8Array(2 ** 31 + 16);
    bytes.set([7, 0, 0, 0], 2 ** 31 + 8);
    const cursor = codec.cursor(bytes);
    expect(cursor.moveTo(cursor.length - 2)?.['$0']).toBe(0);
    expect([cursor.next(), cursor.row['$0'], cursor.index]).toEqual([true, 7, 2 ** 28 + 1]);
    expect(cursor.next()).toBe(false);
  });

  it('give the rows that are left to a loop', () => {
    const bytes = codec.encode({ 0: Uint32Array.of(1, 2, 3), 1: new Float32Array(3) });
    const cursor = codec.cursor(bytes);
    cursor.next();
    const seen: unknown[] = [];
    for (const row of cursor) seen.push(row['$0']);
    expect(seen).toEqual([2, 3]);
    expect([...cursor]).toEqual([]);
  });
});

/** What the getters of a row give, as a value of the codec. */
function shown(layout: Layout, row: unknown): unknown {
  const fields = row as Readonly<Record<string, unknown>>; // a row's getters
  if (layout.kind === 'record') {
    const entries = layout.fields.flatMap(({ name, layout: field }) =>
      name === null ? [] : [[name, shown(field, fields[name])]],
    );
    return Object.fromEntries(entries as [string, unknown][]); // pairs
  }
  if (layout.kind === 'overlay') {
    return Object.fromEntries(layout.members.map(({ name, layout: member }) => [name, shown(member, fields[name])]));
  }
  return row;
}
