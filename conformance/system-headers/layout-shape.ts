import type { Layout } from 'structwire';
import { partLine, type Shape } from './shape.ts';

const NAMELESS = /^anon\d+$/;

/** The shape of a layout; `size` is that of the type, which a layout with a flexible array does not have. */
export function layoutShape(layout: Layout, size: number): Shape {
  return partsOf('', layout, 0, size);
}

function partsOf(path: string, layout: Layout, at: number, size = layout.size): string[] {
  const bits = 8 * (size ?? 0);
  switch (layout.kind) {
    case 'record':
      return [
        partLine(path, at, bits, 'structure'),
        ...layout.fields.flatMap(({ name, offset, layout: field }) =>
          memberParts(path, name ?? '', field, at + 8 * offset, (size ?? 0) - offset),
        ),
      ];
    case 'overlay':
      return [
        partLine(path, at, bits, 'union'),
        ...layout.members.flatMap((member) => memberParts(path, member.name, member.layout, at)),
      ];
    case 'array': {
      const count = layout.count.by === 'fixed' ? layout.count.value : 0;
      return count === 0 ? [] : partsOf(`${path}[${count}]`, layout.element, at);
    }
    case 'bits':
      return [partLine(path, at + layout.bit, layout.width, leafText(layout))];
    case 'enum': {
      const { base, names } = layout;
      const isBits = base.kind === 'bits';
      const width = isBits ? base.width : bits;
      const unsigned = names.map(({ name, value }) => `${name}=${BigInt.asUintN(enumBits(base), BigInt(value))}`);
      return [partLine(path, at + (isBits ? base.bit : 0), width, `enum ${unsigned.join(' ')}`)];
    }
    case 'bytes':
      return bits === 0 ? [] : [partLine(path, at, bits, 'characters')];
    case 'blob':
      return [];
    default:
      return [partLine(path, at, bits, leafText(layout))];
  }
}

/** Values of enumerators are compared in the width of an enumeration's own integer; for a bit-field in 32 bits. */
function enumBits(base: Layout): number {
  return base.kind === 'scalar' ? 8 * base.size : 32;
}

/** `rest`: the bytes from here to the end of the record around, which a struct with a flexible array takes. */
function memberParts(path: string, name: string, layout: Layout, at: number, rest = 0): string[] {
  const isNameless = NAMELESS.test(name) && (layout.kind === 'overlay' || layout.kind === 'record');
  const size = layout.size ?? rest;
  return isNameless ? partsOf(path, layout, at, size).slice(1) : partsOf(`${path}.${name}`, layout, at, size);
}

function leafText(layout: Layout): string {
  if (layout.kind === 'bits') return layout.as === 'bool' ? 'bool' : layout.signed ? 'i' : 'u';
  if (layout.kind !== 'scalar') return layout.kind;
  const order = layout.endian === 'be' ? ' big-endian' : '';
  if (layout.scalar === 'bool') return 'bool';
  if (layout.scalar.startsWith('ptr')) return 'pointer';
  return `${layout.scalar.charAt(0)}${order}`;
}
