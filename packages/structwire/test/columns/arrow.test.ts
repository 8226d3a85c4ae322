import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { type RecordLayout, Struct } from 'structwire';
import { toArrow } from 'structwire/arrow';
import { ColumnCodec, columns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { bitsOf, scalarOf } from './arbitrary-layout.ts';

const codec = columns(new Struct('>bBhHiIqQefd?3s'));
const given = {
  0: Int8Array.of(-1, 2),
  1: Uint8Array.of(1, 2),
  2: Int16Array.of(-1, 2),
  3: Uint16Array.of(1, 2),
  4: Int32Array.of(-1, 2),
  5: Uint32Array.of(1, 2),
  6: BigInt64Array.of(-1n, 2n),
  7: BigUint64Array.of(1n, 2n),
  8: Float32Array.of(0.5, -2),
  9: Float32Array.of(0.25, 2),
  10: Float64Array.of(0.1, 2),
  11: Uint8Array.of(0, 1),
  12: Uint8Array.of(1, 2, 3, 4, 5, 6),
};
const decoded = codec.decode(codec.encode(given));

describe('an Arrow table', () => {
  const table = toArrow(codec, decoded);

  it('has a column for each column, of its type', () => {
    expect(table.schema.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      '0: Int8',
      '1: Uint8',
      '2: Int16',
      '3: Uint16',
      '4: Int32',
      '5: Uint32',
      '6: Int64',
      '7: Uint64',
      '8: Float32',
      '9: Float32',
      '10: Float64',
      '11: Bool',
      '12: FixedSizeBinary[3]',
    ]);
  });

  it('has the values, also after a way through its own format', () => {
    for (const each of [table, tableFromIPC(tableToIPC(table))]) {
      expect(each.numRows).toBe(2);
      expect(each.get(1)?.toJSON()).toEqual({
        0: 2,
        1: 2,
        2: 2,
        3: 2,
        4: 2,
        5: 2,
        6: 2n,
        7: 2n,
        8: -2,
        9: 2,
        10: 2,
        11: true,
        12: Uint8Array.of(4, 5, 6),
      });
    }
  });

  it('shares the memory of the columns', () => {
    const own = codec.decode(codec.encode(given));
    const shared = toArrow(codec, own);
    own['5'][0] = 77;
    own['12'][3] = 99;
    expect([shared.getChild('5')?.get(0), shared.getChild('12')?.get(1)]).toEqual([77, Uint8Array.of(99, 5, 6)]);
  });

  it('leaves out what is not there', () => {
    const { 3: only } = decoded;
    expect(toArrow(codec, { 3: only }).schema.fields.map(({ name }) => name)).toEqual(['3']);
  });

  it('has lists for arrays', () => {
    const list = (
      element: RecordLayout['fields'][number]['layout'],
      count: number,
    ): RecordLayout['fields'][number]['layout'] => ({
      kind: 'array',
      element,
      count: { by: 'fixed', value: count },
      size: (element.size ?? 0) * count,
      align: 1,
    });
    const bool = { ...bitsOf(1, 0, 'lsb', false), as: 'bool' } as const;
    const tag = { kind: 'bytes', size: 2, align: 1, fit: 'exact' } as const;
    const layouts = [list(scalarOf('u16', 'be'), 3), list(bool, 2), list(tag, 2)];
    const offsets = [0, 6, 8];
    const names = ['n', 'ok', 'tags'];
    const fields = layouts.map((layout, i) => ({ name: names[i] ?? '', stretch: 0, offset: offsets[i] ?? 0, layout }));
    const arrays = new ColumnCodec({ kind: 'record', fields, stretches: [12], size: 12, align: 1 });
    const table = toArrow(arrays, arrays.decode(Uint8Array.of(0, 1, 0, 2, 0, 3, 1, 0, 97, 98, 99, 100)));
    expect(table.schema.fields.map(({ type }) => `${type}`)).toEqual([
      'FixedSizeList[3]<Uint16>',
      'FixedSizeList[2]<Bool>',
      'FixedSizeList[4]<Uint8>',
    ]);
    expect(table.toArray().map((row: unknown) => JSON.stringify(row))).toEqual([
      '{"n":[1,2,3],"ok":[true,false],"tags":[97,98,99,100]}',
    ]);
  });
});
