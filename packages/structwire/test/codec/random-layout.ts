import fc from 'fast-check';
import type {
  ArrayLayout,
  BitsLayout,
  EnumLayout,
  Layout,
  OverlayLayout,
  RecordField,
  RecordLayout,
  ScalarLayout,
} from 'structwire';
import { Struct } from 'structwire';
import { SCALAR_NAMES, SCALAR_SIZES } from '../scalar-sizes.ts';

/** Names that try to get out of generated source, or that objects have already. */
const HOSTILE_NAMES = [
  'a',
  'b',
  'id',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  '',
  '0',
  '12',
  '"',
  "'",
  '`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that it is no template is the point
  '${process.exit(1)}',
  '*/ throw 1 /*',
  '// x',
  '\n',
  '\\',
  '\\u0022',
  '\u2028',
  '\u2029',
  '\ud800',
  '😀',
  '"]; throw 1; //',
  'x0',
  'bytes',
  'view',
  'at',
  'arguments',
  'class',
  '</script>',
];

const scalarLayout: fc.Arbitrary<ScalarLayout> = fc
  .tuple(fc.constantFrom(...SCALAR_NAMES), fc.constantFrom('le' as const, 'be' as const), fc.boolean())
  .map(([scalar, endian, toInfinity]) => ({
    kind: 'scalar',
    scalar,
    endian,
    size: SCALAR_SIZES[scalar],
    align: 1,
    ...(toInfinity && scalar.startsWith('f') ? { overflow: 'infinity' as const } : {}),
  }));

const bytesLayout: fc.Arbitrary<Layout> = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('pad' as const, 'exact' as const))
  .map(([size, fit]) => ({ kind: 'bytes', size, align: 1, fit }));

const pascalLayout: fc.Arbitrary<Layout> = fc
  .oneof(fc.integer({ min: 0, max: 6 }), fc.constant(300))
  .map((size) => ({ kind: 'pascal', size, align: 1 }));

const bitsLayout: fc.Arbitrary<BitsLayout> = fc
  .tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 7 }), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([width, bit, isLsb, signed, isBool]) => ({
    kind: 'bits',
    width: isBool ? 1 : width,
    bit,
    size: Math.ceil((bit + (isBool ? 1 : width)) / 8),
    align: 1,
    order: isLsb ? 'lsb' : 'msb',
    signed: signed && !isBool,
    ...(isBool ? { as: 'bool' as const } : {}),
  }));

const enumLayout: fc.Arbitrary<EnumLayout> = fc
  .tuple(
    scalarLayout.filter(({ scalar }) => /^[ui]/.test(scalar)),
    fc.uniqueArray(fc.constantFrom(...HOSTILE_NAMES), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('name' as const, 'number' as const),
  )
  .map(([base, names, as]) => ({
    kind: 'enum',
    base,
    names: names.map((name, i) => ({ name, value: base.size > 6 ? BigInt(i * 3) : i * 3 })),
    as,
    size: base.size,
    align: 1,
  }));

/** Codes of Python's format language, with all its prefixes. */
const tupleLayout: fc.Arbitrary<Layout> = fc
  .tuple(
    fc.constantFrom('', '<', '>', '='),
    fc.array(fc.tuple(fc.constantFrom('', '0', '2', '18'), fc.constantFrom(...Array.from('xcbB?hHiIlLqQefdsp'))), {
      maxLength: 8,
    }),
  )
  .map(([prefix, items]) => new Struct(prefix + items.map(([count, code]) => count + code).join('')).layout);

/** Fields one behind the other with gaps between them; bit-fields behind bit-fields share bytes with them. */
function recordOf(child: fc.Arbitrary<Layout>): fc.Arbitrary<RecordLayout> {
  const field = fc.tuple(child, fc.nat(2));
  const named = fc.uniqueArray(fc.tuple(fc.constantFrom(...HOSTILE_NAMES), field), {
    selector: ([name]) => name,
    maxLength: 30,
  });
  return fc.tuple(named, fc.nat(3)).map(([fields, trailing]) => {
    let endBit = 0;
    let order: BitsLayout['order'] | null = null; // of the bit-field just before
    const placed = fields.map(([name, [layout, gap]]): RecordField => {
      if (layout.kind === 'bits' && layout.order === order) {
        const bit = endBit % 8;
        const offset = (endBit - bit) / 8;
        endBit += layout.width;
        return { name, stretch: 0, offset, layout: { ...layout, bit, size: Math.ceil((bit + layout.width) / 8) } };
      }
      const offset = Math.ceil(endBit / 8) + gap;
      order = layout.kind === 'bits' ? layout.order : null;
      endBit = 8 * offset + (layout.kind === 'bits' ? layout.bit + layout.width : 8 * (layout.size ?? 0));
      return { name, stretch: 0, offset, layout };
    });
    const size = Math.ceil(endBit / 8) + trailing;
    return { kind: 'record', size, align: 1, fields: placed, stretches: [size] };
  });
}

function arrayOf(child: fc.Arbitrary<Layout>): fc.Arbitrary<ArrayLayout> {
  return fc.tuple(child, fc.constantFrom(0, 1, 3, 20)).map(([element, value]) => ({
    kind: 'array',
    element,
    count: { by: 'fixed', value },
    size: (element.size ?? 0) * value,
    align: 1,
  }));
}

function overlayOf(child: fc.Arbitrary<Layout>): fc.Arbitrary<OverlayLayout> {
  const members = fc.uniqueArray(fc.tuple(fc.constantFrom(...HOSTILE_NAMES), child), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 4,
  });
  return members.map((all) => ({
    kind: 'overlay',
    members: all.map(([name, layout]) => ({ name, layout })),
    size: Math.max(...all.map(([, { size }]) => size ?? 0)),
    align: 1,
  }));
}

const leaf: fc.Arbitrary<Layout> = fc.oneof(
  { arbitrary: scalarLayout, weight: 6 },
  { arbitrary: bitsLayout, weight: 3 },
  bytesLayout,
  pascalLayout,
  enumLayout,
);

const inner = fc.oneof({ arbitrary: leaf, weight: 4 }, recordOf(leaf), arrayOf(leaf), overlayOf(leaf), tupleLayout);

/** Any record of fixed size. */
export const fixedRecord: fc.Arbitrary<RecordLayout & { readonly size: number }> = recordOf(inner).map((layout) => ({
  ...layout,
  size: layout.size ?? 0, // it has one
}));

/** Any layout of fixed size, up to three levels deep. */
export const fixedLayout: fc.Arbitrary<Layout> = fc.oneof(
  leaf,
  tupleLayout,
  { arbitrary: recordOf(inner), weight: 4 },
  arrayOf(inner),
  overlayOf(inner),
);
