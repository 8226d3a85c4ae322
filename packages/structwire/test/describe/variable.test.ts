import { type Layout, record, text, transform, u8 as u8Type } from 'structwire';
import { describeBytes, describeLayout, paddingText } from 'structwire/describe';
import { describe, expect, it } from 'vitest';

const u8: Layout & { kind: 'scalar' } = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 };
const u16: Layout & { kind: 'scalar' } = { kind: 'scalar', scalar: 'u16', endian: 'be', size: 2, align: 2 };
const point: Layout = {
  kind: 'record',
  name: 'point',
  size: 4,
  align: 2,
  stretches: [4],
  fields: [
    { name: 'x', stretch: 0, offset: 0, layout: u16, unit: 'mm' },
    { name: 'y', stretch: 0, offset: 2, layout: u16 },
  ],
};

/** kind u8, count u8, points (as many as count says), name (u8 length), body (by kind), crc. */
const message: Layout = {
  kind: 'record',
  size: null,
  align: 1,
  stretches: [2, 0, 0, 1],
  fields: [
    { name: 'kind', stretch: 0, offset: 0, layout: u8, doc: 'what follows' },
    {
      name: 'count',
      stretch: 0,
      offset: 1,
      layout: { kind: 'derived', base: u8, from: { of: 'count', field: ['points'] }, size: 1, align: 1 },
    },
    {
      name: 'points',
      stretch: 0,
      offset: 2,
      layout: { kind: 'array', element: point, count: { by: 'field', field: ['count'] }, size: null, align: 1 },
    },
    {
      name: 'name',
      stretch: 1,
      offset: 0,
      layout: {
        kind: 'text',
        encoding: 'utf8',
        length: { by: 'prefix', prefix: u8 },
        pad: 'none',
        invalid: 'refuse',
        size: null,
        align: 1,
      },
    },
    {
      name: 'body',
      stretch: 2,
      offset: 0,
      layout: {
        kind: 'union',
        tag: { by: 'field', field: ['kind'] },
        cases: [
          { tag: 1, layout: u16 },
          { tag: 2, layout: point, doc: 'a place' },
        ],
        unknown: 'refuse',
        size: null,
        align: 1,
      },
    },
    {
      name: 'sum',
      stretch: 3,
      offset: 0,
      layout: { kind: 'checksum', base: u8, algorithm: 'sum', from: null, through: null, size: 1, align: 1 },
    },
  ],
};

// 01, 01, one point (1, 2), name 'ab', body u16 7, and the sum of the bytes before it
const BYTES = Uint8Array.of(1, 1, 0, 1, 0, 2, 2, 0x61, 0x62, 0, 7, 0xd1);

describe('the table of a record of variable size', () => {
  it('says what each part is and what its offset counts from', () => {
    const rows = describeLayout(message).rows.map((row) => [
      row.kind,
      row.path,
      row.offset,
      row.after,
      row.size,
      row.type,
    ]);
    expect(rows).toEqual([
      ['value', 'kind', 0, null, 1, 'u8'],
      ['value', 'count', 1, null, 1, 'u8, count of points'],
      ['group', 'points', 2, null, null, 'point[count]'],
      ['value', 'points[].x', 2, null, 2, 'u16'],
      ['value', 'points[].y', 4, null, 2, 'u16'],
      ['value', 'name', 0, 'points', null, 'utf8[u8]'],
      ['group', 'body', 0, 'name', null, 'union by kind'],
      ['value', 'body', 0, 'name', 2, 'case 1: u16'],
      ['group', 'body', 0, 'name', 4, 'case 2: point'],
      ['value', 'body.x', 0, 'name', 2, 'u16'],
      ['value', 'body.y', 2, 'name', 2, 'u16'],
      ['value', 'sum', 0, 'body', 1, 'u8 sum'],
    ]);
  });

  it('knows wrappings: optional values, runs of known length, alignment, recursion', () => {
    const layout: Layout = {
      kind: 'definitions',
      size: null,
      align: 1,
      layout: { kind: 'ref', name: 'node', size: null, align: 1 },
      definitions: [
        {
          name: 'node',
          layout: {
            kind: 'record',
            size: null,
            align: 1,
            stretches: [8, 0, 0],
            fields: [
              {
                name: 'run',
                stretch: 0,
                offset: 0,
                layout: {
                  kind: 'sized',
                  length: { by: 'fixed', value: 8 },
                  layout: point,
                  leftover: 'ignore',
                  size: 8,
                  align: 2,
                },
              },
              { name: null, stretch: 0, offset: 8, layout: { kind: 'align', to: 4, size: null, align: 1 } },
              {
                name: 'next',
                stretch: 1,
                offset: 0,
                layout: {
                  kind: 'optional',
                  layout: { kind: 'ref', name: 'node', size: null, align: 1 },
                  present: { by: 'rest' },
                  size: null,
                  align: 1,
                },
              },
            ],
          },
        },
      ],
    };
    const rows = describeLayout(layout).rows.map((row) => [
      row.path,
      row.offset,
      row.padding ? paddingText(row.padding) : row.type,
    ]);
    expect(rows).toEqual([
      ['', 0, 'node'],
      ['node', 0, 'record'],
      ['node.run', 0, 'point in bytes[8]'],
      ['node.run.x', 0, 'u16'],
      ['node.run.y', 2, 'u16'],
      ['node.run', 4, 'no field'],
      ['node', 8, 'what follows is aligned to 4'],
      ['node.next', 0, 'node, if bytes are left'],
    ]);
  });
});

describe('the spans of a record of variable size', () => {
  const shown = (bytes: Uint8Array): unknown[] =>
    [...describeBytes(message, bytes)].map(({ start, end, row, value }) => [start, end, row.path, value]);
  const ALL = [
    [0, 1, 'kind', 1],
    [1, 2, 'count', 1],
    [2, 4, 'points[0].x', 1],
    [4, 6, 'points[0].y', 2],
    [6, 9, 'name', 'ab'],
    [9, 11, 'body', 7],
    [11, 12, 'sum', 0xd1],
  ];

  it('are where decoding found them, with what the table says about their fields', () => {
    expect(shown(BYTES)).toEqual(ALL);
    const spans = [...describeBytes(message, BYTES)];
    expect([spans[0]?.row.doc, spans[2]?.row.unit]).toEqual(['what follows', 'mm']);
  });

  it('show what is stored where a user function would make something else of it', () => {
    const shout = { name: 'shout', decode: (all: string) => all.toUpperCase(), encode: (all: string) => all };
    const Name = record({ name: transform(text(u8Type), shout) });
    const spans = [...describeBytes(Name.layout, Uint8Array.of(2, 0x61, 0x62))];
    expect(spans.map(({ row, value }) => [row.path, row.type, value])).toEqual([['name', 'shout(utf8[u8])', 'ab']]);
  });

  it('end where the record is cut off or broken', () => {
    expect(shown(BYTES.subarray(0, 10))).toEqual(ALL.slice(0, 5));
    expect(shown(BYTES.with(6, 200))).toEqual(ALL.slice(0, 4));
  });
});
