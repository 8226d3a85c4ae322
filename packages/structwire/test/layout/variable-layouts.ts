import type {
  Extent,
  FixedExtent,
  Layout,
  PrefixLayout,
  RecordField,
  RecordLayout,
  ScalarLayout,
  TextLayout,
} from '../../src/layout/layout.ts';
import type { ScalarName } from '../../src/layout/scalar-name.ts';
import { SCALARS } from '../../src/scalar/scalars.ts';

// Layouts as front ends build them, in as few words as a table of cases needs.

export function scalar(name: ScalarName, endian: 'le' | 'be' = 'le'): ScalarLayout {
  return { kind: 'scalar', scalar: name, endian, size: SCALARS[name].size, align: 1 };
}

export const u8 = scalar('u8');
export const u16 = scalar('u16');
export const u32 = scalar('u32');
export const u64 = scalar('u64');
export const f32 = scalar('f32');

export const varint: PrefixLayout = { kind: 'varint', size: null, align: 1, bits: 32, zigzag: false };

/** Fields one after the other, as the stretches say. */
export function record(fields: Readonly<Record<string, Layout>>): RecordLayout {
  const stretches = [0];
  const placed: RecordField[] = [];
  for (const [name, layout] of Object.entries(fields)) {
    const stretch = stretches.length - 1;
    placed.push({ name: name.startsWith('_') ? null : name, stretch, offset: stretches[stretch] ?? 0, layout });
    if (layout.size === null) stretches.push(0);
    else stretches[stretch] = (stretches[stretch] ?? 0) + layout.size;
  }
  const size = stretches.length === 1 ? (stretches[0] ?? 0) : null;
  return { kind: 'record', size, align: 1, fields: placed, stretches };
}

export function by(field: string, adjust: { times?: number; plus?: number } = {}): Extent & { by: 'field' } {
  return { by: 'field', field: field.split('.'), ...adjust };
}

export function prefixed(
  prefix: PrefixLayout,
  adjust: { times?: number; plus?: number } = {},
): Extent & { by: 'prefix' } {
  return { by: 'prefix', prefix, ...adjust };
}

export const rest: Extent & { by: 'rest' } = { by: 'rest' };

export function fixed(value: number): FixedExtent {
  return { by: 'fixed', value };
}

export function array(element: Layout, count: Extent): Layout {
  const size = count.by === 'fixed' && element.size !== null ? count.value * element.size : null;
  return { kind: 'array', size, align: 1, element, count };
}

export function text(length: TextLayout['length'], more: Partial<TextLayout> = {}): TextLayout {
  const size = length.by === 'fixed' ? length.value : null;
  return { kind: 'text', size, align: 1, encoding: 'utf8', length, pad: 'nul', invalid: 'refuse', ...more };
}

export function blob(length: Exclude<Extent, FixedExtent>): Layout {
  return { kind: 'blob', size: null, align: 1, length };
}

export function sized(length: Extent, layout: Layout, leftover: 'refuse' | 'ignore' = 'refuse'): Layout {
  return { kind: 'sized', size: length.by === 'fixed' ? length.value : null, align: 1, length, layout, leftover };
}
