import fc from 'fast-check';
import {
  array,
  calcsize,
  documented,
  type Layout,
  optional,
  type RecordLayout,
  record,
  Struct,
  scaled,
  sized,
  struct,
  u16 as u16Type,
} from 'structwire';
import {
  describeBytes,
  describeLayout,
  equivalentFormats,
  hexDump,
  paddingText,
  shortestFloat,
} from 'structwire/describe';
import { describe, expect, it } from 'vitest';

const anyFormat = fc
  .tuple(
    fc.constantFrom('', '@', '<', '>', '!', '='),
    fc.array(fc.tuple(fc.constantFrom('', '0', '1', '3'), fc.constantFrom(...Array.from('xcbB?hHiIlLqQefdsp'))), {
      maxLength: 12,
    }),
  )
  .map(([prefix, items]) => prefix + items.map(([count, code]) => count + code).join(' '));

describe('the rows of a format', () => {
  it('cover every byte once, in order', () => {
    fc.assert(
      fc.property(anyFormat, (format) => {
        const { layout, size } = new Struct(format);
        let end = 0;
        for (const row of describeLayout(layout).rows) {
          expect(row.offset).toBe(end);
          end += row.size ?? NaN;
        }
        expect(end).toBe(size);
      }),
    );
  });

  it('say why there is padding', () => {
    const reasons = (format: string): string[] =>
      describeLayout(new Struct(format).layout).rows.flatMap(({ padding }) => (padding ? paddingText(padding) : []));
    expect(reasons('bhx')).toEqual(['h is aligned to 2', 'as written']);
    expect(reasons('b0l')).toEqual(['a code with count 0 aligns']);
    expect(reasons('b0ih')).toEqual(['a code with count 0 aligns']);
  });

  it('are one for a run, and one for each of its values in bytes', () => {
    const { layout } = new Struct('<3H2sx');
    expect(describeLayout(layout).rows.map(({ path, code, size }) => [path, code, size])).toEqual([
      ['[0..2]', '3H', 6],
      ['[3]', '2s', 2],
      ['', 'x', 1],
    ]);
    const bytes = Uint8Array.of(1, 0, 2, 0, 3, 0, 97, 98, 9);
    expect(
      [...describeBytes(layout, bytes)].map(({ start, end, row, value }) => [start, end, row.path, value]),
    ).toEqual([
      [0, 2, '[0]', 1],
      [2, 4, '[1]', 2],
      [4, 6, '[2]', 3],
      [6, 8, '[3]', Uint8Array.of(97, 98)],
      [8, 9, '', undefined],
    ]);
  });
});

const u8: Layout = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 };
const u32: Layout = { kind: 'scalar', scalar: 'u32', endian: 'le', size: 4, align: 4 };
const pair: Layout = {
  kind: 'record',
  name: 'pair',
  size: 8,
  align: 4,
  stretches: [8],
  fields: [
    { name: 'flag', stretch: 0, offset: 0, layout: u8 },
    { name: 'count', stretch: 0, offset: 4, layout: u32, unit: 'mm', doc: 'how far' },
  ],
};
const nested: Layout = {
  kind: 'record',
  size: 20,
  align: 4,
  stretches: [20],
  fields: [
    {
      name: 'pairs',
      stretch: 0,
      offset: 0,
      layout: { kind: 'array', element: pair, size: 16, align: 4, count: { by: 'fixed', value: 2 } },
    },
    { name: 'last one', stretch: 0, offset: 16, layout: u8 },
  ],
};

describe('the rows of records', () => {
  it('say the units of elements, of parts and of what may be missing', () => {
    const volts = scaled(u16Type, 0.1, 0, 'V');
    const { layout } = record({
      cells: array(volts, 4),
      spare: optional(volts, u16Type),
      part: sized(8, array(documented(volts, 'of the pack'), u16Type)),
      own: documented(array(volts, 2), 'of both ends', 'mV'),
    });
    expect(describeLayout(layout).rows.map(({ path, unit, doc }) => [path, unit, doc])).toEqual([
      ['cells', 'V', null],
      ['spare', 'V', null],
      ['part', 'V', 'of the pack'],
      ['own', 'mV', 'of both ends'],
    ]);
  });

  it('show the elements of an array once, with gaps and units', () => {
    const rows = describeLayout(nested).rows.map(({ kind, path, depth, offset, size, type, padding, unit }) => [
      kind,
      path,
      depth,
      offset,
      size,
      padding ? paddingText(padding) : type,
      unit,
    ]);
    expect(rows).toEqual([
      ['group', 'pairs', 0, 0, 16, 'pair[2]', null],
      ['value', 'pairs[].flag', 1, 0, 1, 'u8', null],
      ['padding', 'pairs[]', 1, 1, 3, 'count is aligned to 4', null],
      ['value', 'pairs[].count', 1, 4, 4, 'u32', 'mm'],
      ['value', '["last one"]', 0, 16, 1, 'u8', null],
      ['padding', '', 0, 17, 3, 'the size is a multiple of 4', null],
    ]);
  });

  it('stand for each element in bytes, up to where a short record ends', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, i) => i);
    const spans = [...describeBytes(nested, bytes)].filter(({ row }) => row.kind === 'value');
    expect(spans.map(({ row, start, end }) => [row.path, start, end])).toEqual([
      ['pairs[0].flag', 0, 1],
      ['pairs[0].count', 4, 8],
      ['pairs[1].flag', 8, 9],
      ['pairs[1].count', 12, 16],
      ['["last one"]', 16, 17],
    ]);
    expect([...describeBytes(nested, bytes.subarray(0, 14))].at(-1)).toMatchObject({ start: 9, end: 12 });
  });

  it('count from the field of variable size before them', () => {
    const variable: Layout = {
      kind: 'record',
      size: null,
      align: 1,
      stretches: [2, 4],
      fields: [
        { name: 'kind', stretch: 0, offset: 0, layout: u8 },
        { name: 'body', stretch: 0, offset: 2, layout: { ...nested, size: null } },
        { name: 'sum', stretch: 1, offset: 0, layout: u32 },
      ],
    };
    const rows = describeLayout(variable).rows.filter(({ depth }) => depth === 0);
    expect(rows.map(({ path, offset, after, size }) => [path, offset, after, size])).toEqual([
      ['kind', 0, null, 1],
      ['', 1, null, 1],
      ['body', 2, null, null],
      ['sum', 0, 'body', 4],
    ]);
  });
});

describe('the rows of bit-fields', () => {
  const bits = (bit: number, width: number): Layout => {
    const size = Math.ceil((bit + width) / 8);
    return { kind: 'bits', bit, width, order: 'lsb', signed: false, size, align: 1 };
  };
  // struct { unsigned a:3, :2, b:5; unsigned char c; } as gcc has it on x86-64
  const layout: Layout = {
    kind: 'record',
    size: 4,
    align: 4,
    stretches: [4],
    fields: [
      { name: 'a', stretch: 0, offset: 0, layout: bits(0, 3) },
      { name: 'b', stretch: 0, offset: 0, layout: bits(5, 5) },
      { name: 'c', stretch: 0, offset: 2, layout: u8 },
    ],
  };

  it('show the bits that none of them covers', () => {
    const rows = describeLayout(layout).rows.map(({ path, offset, size, bits: place, padding }) => [
      path,
      offset,
      size,
      place && [place.first, place.width],
      padding && paddingText(padding),
    ]);
    expect(rows).toEqual([
      ['a', 0, 1, [0, 3], null],
      ['', 0, 1, [3, 2], 'no field'],
      ['b', 0, 2, [5, 5], null],
      ['', 1, 1, [2, 6], 'no field'],
      ['c', 2, 1, null, null],
      ['', 3, 1, null, 'the size is a multiple of 4'],
    ]);
    expect(describeLayout(layout).hiddenPadding).toBe(1);
  });
});

describe('equivalent formats', () => {
  it('pack to the same bytes, with and without the padding', () => {
    fc.assert(
      fc.property(anyFormat, (format) => {
        const native = new Struct(format);
        const { packed, packedSize, explicit } = equivalentFormats(native.layout)!; // every format has them
        expect(calcsize(packed)).toBe(packedSize);
        expect(calcsize(explicit)).toBe(native.size);
        const values = native.unpack(new Uint8Array(native.size).fill(0x41));
        expect(new Struct(explicit).pack(...values)).toEqual(native.pack(...values));
        expect(new Struct(packed).unpack(new Struct(packed).pack(...values))).toEqual(values);
      }),
    );
  });
});

describe('equivalent field notations', () => {
  const forms = (notation: string) => equivalentFormats(struct(notation).layout);

  it('name the fields and write the padding out', () => {
    expect(forms('flag:? count:l temps:3h x')).toEqual({
      packed: '<flag:? count:q temps:3h x',
      packedSize: 16,
      explicit: '<flag:? 7x count:q temps:3h x',
    });
    const explicit: string = forms('flag:? count:l temps:3h x')?.explicit ?? '';
    expect(struct(explicit).layout.size).toBe(struct('flag:? count:l temps:3h x').layout.size);
  });

  it('are none for what the format language cannot say', () => {
    expect(equivalentFormats(pair as RecordLayout)).toMatchObject({ explicit: '<flag:B 3x count:I' });
    expect(equivalentFormats(nested as RecordLayout)).toBeNull();
  });
});

describe('shortest floats', () => {
  it.each([
    [2.700000047683716, 'f32', 2.7],
    [16777216, 'f32', 16777216],
    [0.0999755859375, 'f16', 0.1],
    [65504, 'f16', 65500],
    [1.401298464324817e-45, 'f32', 1e-45],
  ] as const)('%s as %s is %s', (value, scalar, expected) => {
    expect(shortestFloat(value, scalar)).toBe(expected);
  });

  it('are stored as the same float', () => {
    fc.assert(
      fc.property(fc.float(), (value) => {
        expect(Math.fround(shortestFloat(value, 'f32'))).toBe(value);
      }),
    );
  });
});

describe('the hex dump', () => {
  it('is that of hexdump -C', () => {
    const text = hexDump(Uint8Array.from({ length: 17 }, (_, i) => 0x58 + i));
    expect(text).toBe(
      '00000000  58 59 5a 5b 5c 5d 5e 5f  60 61 62 63 64 65 66 67  |XYZ[\\]^_`abcdefg|\n' +
        '00000010  68                                                |h|',
    );
  });
});
