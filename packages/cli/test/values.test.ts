import { type Layout, LayoutCodec } from 'structwire';
import { describe, expect, it } from 'vitest';
import { jsonNotation } from '../src/values/json-notation.ts';
import { pythonNotation } from '../src/values/python-notation.ts';
import { recordFromArguments, recordFromJson } from '../src/values/record-input.ts';
import { valueText } from '../src/values/value-text.ts';

const u8 = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 } as const;
const u32 = { kind: 'scalar', scalar: 'u32', endian: 'le', size: 4, align: 1 } as const;
const i64 = { kind: 'scalar', scalar: 'i64', endian: 'le', size: 8, align: 1 } as const;
const variable = { size: null, align: 1 } as const;

/** A record of one field `x`, whose layout is put to the test. */
function recordOf(layout: Layout): Layout {
  const { size } = layout;
  const stretches = size === null ? [0, 0] : [size];
  return { kind: 'record', size, align: 1, stretches, fields: [{ name: 'x', stretch: 0, offset: 0, layout }] };
}

const node: Layout = {
  kind: 'definitions',
  ...variable,
  layout: { kind: 'ref', name: 'node', ...variable },
  definitions: [
    {
      name: 'node',
      layout: {
        kind: 'record',
        ...variable,
        stretches: [4, 0],
        fields: [
          { name: 'value', stretch: 0, offset: 0, layout: { ...u32, scalar: 'f32' } },
          {
            name: 'next',
            stretch: 0,
            offset: 4,
            layout: {
              kind: 'optional',
              ...variable,
              layout: { kind: 'ref', name: 'node', ...variable },
              present: { by: 'prefix', prefix: u8 },
            },
          },
        ],
      },
    },
  ],
};

/** Name, layout, bytes, Python's notation, JSON. */
const CASES: readonly [string, Layout, string, string, string][] = [
  [
    'text',
    recordOf({
      kind: 'text',
      encoding: 'utf8',
      length: { by: 'prefix', prefix: u8 },
      pad: 'none',
      invalid: 'refuse',
      ...variable,
    }),
    '0430783031',
    "{'x': '0x01'}",
    '{"x":"0x01"}',
  ],
  [
    'blob',
    recordOf({ kind: 'blob', length: { by: 'prefix', prefix: u8 }, ...variable }),
    '026162',
    "{'x': b'ab'}",
    '{"x":"0x6162"}',
  ],
  [
    'exact bytes',
    recordOf({ kind: 'bytes', fit: 'exact', size: 2, align: 1 }),
    '6162',
    "{'x': b'ab'}",
    '{"x":"0x6162"}',
  ],
  ['varint', recordOf({ kind: 'varint', bits: 32, zigzag: true, ...variable }), 'c801', "{'x': 100}", '{"x":100}'],
  [
    'varint of 64 bits',
    recordOf({ kind: 'varint', bits: 64, zigzag: false, ...variable }),
    '07',
    "{'x': 7}",
    '{"x":"7"}',
  ],
  ['64 bits as a number', recordOf({ ...i64, as: 'number' }), '0700000000000000', "{'x': 7}", '{"x":7}'],
  [
    'scaled',
    recordOf({ kind: 'scaled', base: u8, multiply: 1, divide: 2, add: 0, size: 1, align: 1 }),
    '06',
    "{'x': 3.0}",
    '{"x":3}',
  ],
  [
    'date',
    recordOf({ kind: 'timestamp', base: u32, unit: 's', epoch: 0, as: 'date', size: 4, align: 1 }),
    '00e1f565',
    "{'x': '2024-03-16T18:12:16.000Z'}",
    '{"x":"2024-03-16T18:12:16.000Z"}',
  ],
  [
    'enumeration',
    recordOf({ kind: 'enum', base: u8, names: [{ name: 'RED', value: 2 }], as: 'name', size: 1, align: 1 }),
    '02',
    "{'x': 'RED'}",
    '{"x":"RED"}',
  ],
  [
    'value without a name',
    recordOf({ kind: 'enum', base: u8, names: [{ name: 'RED', value: 2 }], as: 'name', size: 1, align: 1 }),
    '03',
    "{'x': 3}",
    '{"x":3}',
  ],
  [
    'flags',
    recordOf({ kind: 'flags', base: u8, flags: [{ name: 'on', mask: 1 }], others: 'rest', size: 1, align: 1 }),
    '09',
    "{'x': {'on': True, 'rest': 8}}",
    '{"x":{"on":true,"rest":8}}',
  ],
  [
    'bits',
    recordOf({ kind: 'bits', width: 4, bit: 0, order: 'lsb', signed: true, size: 1, align: 1 }),
    '0f',
    "{'x': -1}",
    '{"x":-1}',
  ],
  [
    'array of floats',
    recordOf({
      kind: 'array',
      element: { ...u32, scalar: 'f32' },
      count: { by: 'fixed', value: 2 },
      size: 8,
      align: 1,
    }),
    'cdcc2c400000803f',
    "{'x': [2.700000047683716, 1.0]}",
    '{"x":[2.7,1]}',
  ],
  [
    'union',
    recordOf({
      kind: 'union',
      ...variable,
      tag: { by: 'prefix', prefix: u8 },
      cases: [{ tag: 1, layout: { ...u32, scalar: 'f32' } }],
      unknown: 'keep',
    }),
    '01cdcc2c40',
    "{'x': {'tag': 1, 'value': 2.700000047683716}}",
    '{"x":{"tag":1,"value":2.7}}',
  ],
  [
    'unknown case',
    recordOf({ kind: 'union', ...variable, tag: { by: 'prefix', prefix: u8 }, cases: [], unknown: 'keep' }),
    '026162',
    "{'x': {'tag': None, 'actual': 2, 'value': b'ab'}}",
    '{"x":{"tag":null,"actual":2,"value":"0x6162"}}',
  ],
  [
    'C union',
    recordOf({
      kind: 'overlay',
      size: 4,
      align: 1,
      members: [
        { name: 'id', layout: u8 },
        { name: 'celsius', layout: { ...u32, scalar: 'f32' } },
      ],
    }),
    'cdcc2c40',
    "{'x': {'id': 205, 'celsius': 2.700000047683716}}",
    '{"x":{"id":205,"celsius":2.7}}',
  ],
  [
    'recursion',
    node,
    'cdcc2c40010000803f00',
    "{'value': 2.700000047683716, 'next': {'value': 1.0, 'next': None}}",
    '{"value":2.7,"next":{"value":1,"next":null}}',
  ],
];

describe.each(CASES)('a field of the kind %s', (_name, layout, hex, python, json) => {
  const codec = new LayoutCodec<unknown>(layout);
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));

  it("is shown in Python's notation and as JSON, which reads back to the same bytes", () => {
    const value = codec.decode(bytes);
    expect(valueText(layout, pythonNotation)(value)).toBe(python);
    expect(valueText(layout, jsonNotation)(value)).toBe(json);
    expect(codec.encode(recordFromJson(layout, json, 'here'))).toEqual(bytes);
    expect(codec.encode(recordFromArguments(layout, [json]))).toEqual(bytes);
  });
});

describe('values by position', () => {
  it('leave out what encoding fills in', () => {
    const layout: Layout = {
      kind: 'record',
      ...variable,
      stretches: [2, 0],
      fields: [
        { name: 'magic', stretch: 0, offset: 0, layout: { kind: 'constant', base: u8, value: 7, size: 1, align: 1 } },
        {
          name: 'count',
          stretch: 0,
          offset: 1,
          layout: { kind: 'derived', base: u8, from: { of: 'count', field: ['items'] }, size: 1, align: 1 },
        },
        {
          name: 'items',
          stretch: 0,
          offset: 2,
          layout: { kind: 'array', element: u8, count: { by: 'field', field: ['count'] }, ...variable },
        },
      ],
    };
    const codec = new LayoutCodec<unknown>(layout);
    expect(codec.encode(recordFromArguments(layout, ['1,0x2,3']))).toEqual(Uint8Array.of(7, 3, 1, 2, 3));
  });

  it('say when a date is none', () => {
    const layout: Layout = { kind: 'timestamp', base: u32, unit: 's', epoch: 0, as: 'date', size: 4, align: 1 };
    expect(() => recordFromArguments(layout, ['soon'])).toThrow(
      "the value: expected a date such as 2026-01-31T12:00:00Z, got 'soon'",
    );
  });
});
