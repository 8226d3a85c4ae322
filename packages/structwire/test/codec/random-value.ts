import fc from 'fast-check';
import type { Layout, ScalarLayout } from 'structwire';

/** Values that some field or other refuses, or that only few take. */
const oddValue: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  undefined,
  null,
  NaN,
  Infinity,
  -Infinity,
  -0,
  0.5,
  -1,
  256,
  65536,
  2 ** 24,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53) - 2,
  1e300,
  65519.999,
  65520,
  3.4028235677973366e38,
  0n,
  5n,
  -1n,
  2n ** 63n,
  2n ** 64n,
  -(2n ** 63n) - 1n,
  true,
  false,
  '',
  'ab',
  'é',
  'a long text that fits nowhere at all',
  '\ud800',
  [],
  [1],
  {},
  new Map(),
  Uint8Array.of(),
  Uint8Array.of(1),
  Uint8Array.of(1, 2, 3),
  new Uint8Array(400).fill(7),
  new DataView(new ArrayBuffer(2)),
  Float64Array.of(1, 2.5, 3),
  Symbol('s'),
  () => 1,
);

/** A value that a layout takes; about one of its parts in `oneIn` is odd. */
export function valueFor(layout: Layout, oneIn: number): fc.Arbitrary<unknown> {
  const usual = usualValue(layout, oneIn);
  return oneIn === Infinity ? usual : fc.oneof({ arbitrary: usual, weight: oneIn }, oddValue);
}

function usualValue(layout: Layout, oneIn: number): fc.Arbitrary<unknown> {
  switch (layout.kind) {
    case 'scalar':
      return scalarValue(layout);
    case 'bytes':
      return bytesValue(
        layout.fit === 'exact' ? layout.size : 0,
        layout.fit === 'exact' ? layout.size : layout.size + 2,
      );
    case 'pascal':
      return bytesValue(0, Math.max(layout.size + 1, 2));
    case 'enum':
      return fc.oneof(fc.constantFrom(...layout.names.map(({ name }) => name)), usualValue(layout.base, oneIn));
    case 'bits':
      if (layout.as === 'bool') return fc.boolean();
      if (layout.width > 53) return fc.bigInt(range(layout.width, layout.signed));
      return fc.bigInt(range(layout.width, layout.signed)).map(Number);
    case 'tuple':
      return fc.tuple(
        ...layout.items.flatMap(({ layout: item, repeat }) =>
          item.kind === 'padding' ? [] : Array.from({ length: repeat }, () => valueFor(item, oneIn)),
        ),
      );
    case 'array':
      return fc.tuple(...Array.from({ length: count(layout.count) }, () => valueFor(layout.element, oneIn)));
    case 'record':
      return fc
        .tuple(...layout.fields.map((field) => valueFor(field.layout, oneIn)))
        .map((values) => ownProperties(layout.fields.map(({ name }, i) => [name ?? '', values[i]])));
    case 'overlay':
      return fc
        .constantFrom(...layout.members)
        .chain((member) => valueFor(member.layout, oneIn).map((value) => ownProperties([[member.name, value]])));
    default:
      return fc.constant(undefined);
  }
}

function scalarValue({ scalar, size }: ScalarLayout): fc.Arbitrary<unknown> {
  if (scalar === 'bool') return fc.boolean();
  if (scalar === 'char') return bytesValue(1, 1).filter((value) => value instanceof Uint8Array);
  if (scalar === 'f16') return fc.double({ min: -65519, max: 65519, noNaN: false });
  if (scalar === 'f32') return fc.float();
  if (scalar === 'f64') return fc.double();
  const integer = fc.bigInt(range(8 * size, scalar.startsWith('i')));
  return size > 6 ? fc.oneof(integer, fc.nat()) : integer.map(Number);
}

function bytesValue(minLength: number, maxLength: number): fc.Arbitrary<unknown> {
  const text = fc.string({ unit: 'grapheme-ascii', minLength, maxLength: Math.max(minLength, maxLength - 2) });
  return fc.oneof(fc.uint8Array({ minLength, maxLength }), text);
}

function ownProperties(entries: readonly (readonly [name: string, value: unknown])[]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

function range(width: number, signed: boolean): { min: bigint; max: bigint } {
  const half = 2n ** BigInt(width - 1);
  return signed ? { min: -half, max: half - 1n } : { min: 0n, max: 2n * half - 1n };
}

function count(extent: { readonly by: string; readonly value?: number }): number {
  return extent.value ?? 0;
}
