import fc from 'fast-check';
import type {
  BitsLayout,
  Endian,
  EnumLayout,
  FlagsLayout,
  Layout,
  RecordField,
  RecordLayout,
  ScalarLayout,
  ScaledLayout,
} from 'structwire';
import { SCALAR_NAMES, SCALAR_SIZES } from '../scalar-sizes.ts';

type Fixed = Layout & { readonly size: number };
type ScalarName = ScalarLayout['scalar'];

const endian = fc.constantFrom<Endian>('le', 'be');

export function scalarOf(scalar: ScalarName, order: Endian): ScalarLayout {
  return { kind: 'scalar', scalar, endian: order, size: SCALAR_SIZES[scalar], align: 1 };
}

const scalar: fc.Arbitrary<ScalarLayout> = fc
  .tuple(fc.constantFrom(...SCALAR_NAMES), endian)
  .map(([name, order]) => scalarOf(name, order));

const bytes: fc.Arbitrary<Fixed> = fc
  .tuple(fc.constantFrom<'bytes' | 'pascal'>('bytes', 'pascal'), fc.integer({ min: 0, max: 13 }))
  .map(([kind, size]) => (kind === 'bytes' ? { kind, size, align: 1, fit: 'pad' } : { kind, size, align: 1 }));

const enumeration: fc.Arbitrary<EnumLayout> = fc
  .tuple(fc.constantFrom<ScalarName>('u8', 'i16', 'u24', 'i32', 'u64'), endian, fc.boolean())
  .map(([name, order, asName]) => ({
    kind: 'enum',
    base: scalarOf(name, order),
    size: SCALAR_SIZES[name],
    align: 1,
    names: [
      { name: 'none', value: 0 },
      { name: 'one', value: 1 },
    ],
    as: asName ? 'name' : 'number',
  }));

const integer = fc
  .tuple(fc.constantFrom<ScalarName>('u8', 'i8', 'u16', 'i16', 'u24', 'i24', 'u32', 'i32'), endian)
  .map(([name, order]) => scalarOf(name, order));

const scaled: fc.Arbitrary<ScaledLayout & { size: number }> = fc
  .record({
    base: integer,
    multiply: fc.constantFrom(1, 0.25, 5, -3),
    divide: fc.constantFrom(1, 10, 1000),
    add: fc.constantFrom(0, -40, 0.5),
  })
  .map(({ base, ...scale }) => ({ kind: 'scaled', base, ...scale, size: base.size, align: 1 }));

const timestamp: fc.Arbitrary<Fixed> = fc
  .tuple(fc.constantFrom<ScalarName>('u32', 'i64', 'f64'), endian)
  .map(([name, order]) => {
    const base = scalarOf(name, order);
    return { kind: 'timestamp', base, unit: 'ns', epoch: 0, as: 'number', size: base.size, align: 1 };
  });

const flags: fc.Arbitrary<FlagsLayout> = fc
  .tuple(fc.constantFrom<ScalarName>('u8', 'u16', 'u24', 'u32', 'u40', 'u48'), endian, fc.boolean())
  .map(([name, order, isTop]) => {
    const base = scalarOf(name, order);
    const top = isTop ? 2 ** (8 * base.size - 1) : 4;
    const named = [
      { name: 'ack', mask: 1 },
      { name: 'end', mask: top },
    ];
    return { kind: 'flags', base, flags: named, others: 'others', size: base.size, align: 1 };
  });

const text: fc.Arbitrary<Fixed> = fc.integer({ min: 1, max: 9 }).map((size) => ({
  kind: 'text',
  encoding: 'latin1',
  length: { by: 'fixed', value: size },
  pad: 'none',
  invalid: 'replace',
  size,
  align: 1,
}));

/** Two bit-fields next to each other, as fields of a record from an offset on. */
const bitPair: fc.Arbitrary<(offset: number) => { fields: BitsLayout[]; offsets: number[]; size: number }> = fc
  .record({
    first: fc.integer({ min: 1, max: 64 }),
    second: fc.integer({ min: 1, max: 64 }),
    lead: fc.integer({ min: 0, max: 7 }),
    order: fc.constantFrom<'lsb' | 'msb'>('lsb', 'msb'),
    signed: fc.boolean(),
  })
  .map(({ first, second, lead, order, signed }) => (offset) => {
    const start = lead + first;
    const skipped = Math.floor(start / 8);
    const fields = [bitsOf(first, lead, order, signed), bitsOf(second, start % 8, order, !signed)];
    return { fields, offsets: [offset, offset + skipped], size: Math.ceil((start + second) / 8) };
  });

export function bitsOf(width: number, bit: number, order: 'lsb' | 'msb', signed: boolean): BitsLayout {
  return { kind: 'bits', width, bit, order, signed, size: Math.ceil((bit + width) / 8), align: 1 };
}

/** Any layout of fixed size without variable parts, at most some hundred bytes long. */
function fixed(depth: number): fc.Arbitrary<Fixed> {
  if (depth === 0)
    return fc.oneof({ weight: 6, arbitrary: scalar }, bytes, enumeration, scaled, timestamp, flags, text);
  const inner = fixed(depth - 1);
  return fc.oneof({ weight: 4, arbitrary: inner }, arrayOf(inner), recordOf(inner), overlayOf(inner));
}

function arrayOf(inner: fc.Arbitrary<Fixed>): fc.Arbitrary<Fixed> {
  return fc
    .tuple(inner, fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(16, 17, 40)))
    .map(([element, value]) => {
      const count = element.size * value > 600 ? Math.min(value, 3) : value;
      return { kind: 'array', element, count: { by: 'fixed', value: count }, size: element.size * count, align: 1 };
    });
}

function overlayOf(inner: fc.Arbitrary<Fixed>): fc.Arbitrary<Fixed> {
  const members = fc.array(inner.filter(hasColumns), { minLength: 1, maxLength: 3 });
  return members.map((layouts) => ({
    kind: 'overlay',
    members: layouts.map((layout, i) => ({ name: `m${i}`, layout })),
    size: Math.max(...layouts.map(({ size }) => size)),
    align: 1,
  }));
}

/** Whether there is a column, so that a member can be said to be given. */
function hasColumns(layout: Layout): boolean {
  switch (layout.kind) {
    case 'record':
      return layout.fields.some(({ layout: field }) => hasColumns(field));
    case 'array':
      return hasColumns(layout.element);
    default:
      return true;
  }
}

const NAMES = [
  'id',
  'tag',
  'value',
  'a-b',
  'toString',
  '__proto__',
  'constructor',
  'x;y',
  "it's",
  'é',
  '`$`',
  'length',
];

function recordOf(inner: fc.Arbitrary<Fixed>): fc.Arbitrary<RecordLayout & Fixed> {
  const part = fc.oneof(
    { weight: 5, arbitrary: inner.map((layout) => ({ layout })) },
    bitPair.map((pair) => ({ pair })),
  );
  const parts = fc.array(fc.tuple(part, fc.integer({ min: 0, max: 3 })), { maxLength: 5 });
  return fc
    .tuple(parts, fc.shuffledSubarray(NAMES, { minLength: NAMES.length }), fc.integer({ min: 0, max: 3 }))
    .map(([items, names, tail]) => {
      let at = 0;
      const fields: RecordField[] = [];
      const add = (offset: number, layout: Layout): void => {
        fields.push({ name: names[fields.length] ?? null, stretch: 0, offset, layout });
      };
      for (const [item, gap] of items) {
        at += gap;
        if ('layout' in item) {
          add(at, item.layout);
          at += item.layout.size;
        } else {
          const { fields: bits, offsets, size } = item.pair(at);
          for (const [i, layout] of bits.entries()) add(offsets[i] ?? at, layout);
          at += size;
        }
      }
      const size = at + tail;
      return { kind: 'record', fields, stretches: [size], size, align: 1 };
    });
}

/** Records of some bytes. */
export const arbitraryLayout: fc.Arbitrary<RecordLayout & Fixed> = recordOf(fixed(2)).filter(({ size }) => size > 0);
