import fc from 'fast-check';
import { type Layout, LayoutCodec, type RecordLayout } from 'structwire';
import { type Column, type ColumnArray, ColumnCodec, type ColumnCodegen } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { COLUMN_ARRAYS } from '../../src/columns/column-array.ts';
import { toHex } from '../hex.ts';
import { arbitraryLayout } from './arbitrary-layout.ts';
import { randomBytes } from './random-bytes.ts';
import { referenceColumns } from './reference.ts';

type Fixed = RecordLayout & { readonly size: number };

const PATHS: readonly ColumnCodegen[] = ['eager', 'never'];
const RUNS = { numRuns: 200 };

const records = fc.record({
  layout: arbitraryLayout,
  count: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 40 }) }, fc.constant(1200)),
  seed: fc.integer(),
  lead: fc.integer({ min: 0, max: 9 }),
  gap: fc.integer({ min: 0, max: 9 }),
  chosen: fc.integer(),
});

describe.each(PATHS)('columns of random layouts, %s', (codegen) => {
  it('are what decoding record by record gives', () => {
    const property = fc.property(records, ({ layout, count, seed, lead, gap, chosen }) => {
      const codec = new ColumnCodec(layout, { codegen });
      const stride = layout.size + gap;
      const rows = layout.size > 200 ? Math.min(count, 40) : count;
      const bytes = randomBytes(lead + rows * stride, seed);
      const starts = Array.from({ length: rows }, (_, i) => lead + i * stride);
      const fields = codec.columns.map(({ name }) => name).filter((_, i) => (chosen >> (i % 31)) & 1);
      const decoded = codec.decode(bytes, { start: lead, stride, fields });
      expect(Object.keys(decoded)).toEqual(fields);
      const expected = referenceColumns(layout, bytes, starts);
      for (const name of fields) expect(plain(decoded[name]), name).toEqual(expected.get(name) ?? []);
    });
    fc.assert(property, RUNS);
  });

  it('are decoded into given arrays, at any place, and nothing else is touched', () => {
    const property = fc.property(records, ({ layout, count, seed, chosen }) => {
      const codec = new ColumnCodec(layout, { codegen });
      const rows = Math.min(count, 40);
      const bytes = randomBytes(rows * layout.size, seed);
      const into = Object.fromEntries(codec.columns.map((column) => [column.name, placed(column, rows, chosen)]));
      const decoded = codec.decode(bytes, { into: { ...into } });
      const fresh = codec.decode(bytes);
      for (const { name, width } of codec.columns) {
        expect(plain(decoded[name]), name).toEqual(plain(fresh[name]));
        expect(decoded[name]?.buffer).toBe(into[name]?.buffer);
        expect(into[name]?.subarray(rows * width).every((value) => Number(value) === 0)).toBe(true);
      }
    });
    fc.assert(property, RUNS);
  });

  it('encode to the bytes that encoding record by record gives', () => {
    const property = fc.property(records, ({ layout, count, seed, lead, chosen }) => {
      const codec = new ColumnCodec(layout, { codegen });
      const rows = Math.min(count, 40);
      const bytes = canonical(layout, randomBytes(rows * layout.size, seed), chosen);
      const columns = oneMemberEach(layout, codec.decode(bytes), chosen);
      const hasRows = codec.columns.some(({ width, name }) => width > 0 && columns[name] !== undefined);
      if (!hasRows) return;
      const expected = canonical(layout, bytes, chosen); // scaled numbers may come back as their neighbours
      expect(toHex(codec.encode(columns))).toBe(toHex(expected));
      const target = new Uint8Array(lead + bytes.length + 5).fill(0xaa);
      const encoded = codec.encode(columns, target.subarray(lead));
      expect(toHex(encoded)).toBe(toHex(expected));
      expect(target.subarray(0, lead).every((byte) => byte === 0xaa)).toBe(true);
      expect(target.subarray(lead + bytes.length).every((byte) => byte === 0xaa)).toBe(true);
    });
    fc.assert(property, RUNS);
  });
});

/** An array with room for the rows and more, at some place of a larger buffer that its type allows. */
function placed({ type, width }: Column, rows: number, chosen: number): ColumnArray {
  const bytes = Number.parseInt(type.replace(/\D*/, ''), 10) / 8;
  const elements = rows * width + (chosen & 1) * 3;
  const offset = bytes * ((chosen >> 1) & 3);
  return new COLUMN_ARRAYS[type](new ArrayBuffer(offset + elements * bytes + 8), offset, elements);
}

/** The bytes of the records as the record codec writes them, of each union the member that `chosen` says. */
function canonical(layout: Fixed, bytes: Uint8Array, chosen: number): Uint8Array {
  const codec = new LayoutCodec<unknown, unknown>(layout);
  const values = codec.decodeMany(bytes).map((value) => withOneMember(layout, value, chosen));
  const encoded = new Uint8Array(bytes.length);
  values.forEach((value, i) => {
    encoded.set(codec.encode(value), i * layout.size);
  });
  return encoded;
}

function withOneMember(layout: Layout, value: unknown, chosen: number): unknown {
  const fields = value as Readonly<Record<string, unknown>>; // of a record's value
  switch (layout.kind) {
    case 'record':
      return copy(
        layout.fields.flatMap(({ name, layout: field }) =>
          name === null ? [] : [[name, withOneMember(field, fields[name], chosen)]],
        ),
      );
    case 'overlay': {
      const { name, layout: member } = memberOf(layout, chosen);
      return copy([[name, withOneMember(member, fields[name], chosen)]]);
    }
    case 'array':
      return (value as readonly unknown[]).map((element) => withOneMember(layout.element, element, chosen));
    default:
      return value;
  }
}

function copy(entries: readonly unknown[][]): unknown {
  return Object.fromEntries(entries as [string, unknown][]); // pairs
}

function memberOf(layout: Extract<Layout, { kind: 'overlay' }>, chosen: number): (typeof layout.members)[number] {
  const member = layout.members[Math.abs(chosen) % layout.members.length];
  if (member === undefined) throw new Error('a union without members');
  return member;
}

function oneMemberEach(
  layout: Layout,
  columns: Readonly<Record<string, ColumnArray>>,
  chosen: number,
): Record<string, ColumnArray> {
  const kept = new Set<string>();
  const keep = (part: Layout, name: string): void => {
    const inside = (key: string): string => (name === '' ? key : `${name}.${key}`);
    if (part.kind === 'record') {
      for (const { name: key, layout: field } of part.fields) if (key !== null) keep(field, inside(key));
    } else if (part.kind === 'array') keep(part.element, name);
    else if (part.kind === 'overlay') {
      const member = memberOf(part, chosen);
      keep(member.layout, inside(member.name));
    } else if (part.kind === 'flags') {
      for (const flag of [...part.flags.map((each) => each.name), part.others ?? '']) kept.add(`${name}.${flag}`);
    } else kept.add(name);
  };
  keep(layout, '');
  return Object.fromEntries(Object.entries(columns).filter(([name]) => kept.has(name)));
}

function plain(column: ColumnArray | undefined): (number | bigint)[] {
  return column === undefined ? [] : Array.from<number | bigint>(column);
}
