import type { Layout, RecordLayout } from '../layout/layout.ts';
import { type AnyType, definitionOf, mistake, type Placing, type Progress, type Surroundings } from './type.ts';

/** Lays the fields of a record one after the other. */
export function placeFields(
  types: Readonly<Record<string, AnyType>>,
  surroundings: Surroundings,
): Pick<RecordLayout, 'size' | 'align' | 'fields' | 'stretches'> {
  const progress: Progress = {
    fields: [],
    stretches: [0],
    bits: 0,
    bitOrder: null,
    endBits: () => {},
    align: 1,
    guaranteed: Infinity,
  };
  for (const [name, type] of Object.entries(types)) placeField(name, type, surroundings, progress);
  progress.endBits(null);
  const { fields, stretches, align } = progress;
  const last = stretches.length - 1;
  if (last === 0) stretches[0] = roundUp(stretches[0] ?? 0, align);
  const size = last === 0 ? (stretches[0] ?? 0) : null;
  return { size, align, fields: Object.freeze(fields), stretches: Object.freeze(stretches) };
}

function placeField(name: string, type: AnyType, surroundings: Surroundings, progress: Progress): void {
  const definition = definitionOf(type, name);
  if (/^\d+$/.test(name)) throw mistake('a name of digits would lose its place among the fields', name);
  const layout = definition.layoutIn(surroundings);
  const isSilent = layout.kind === 'padding' || layout.kind === 'align';
  const field = { name: isSilent ? null : name, ...definition.notes };
  if (definition.placing !== null) definition.placing(field, layout, progress);
  else {
    progress.endBits(name);
    placeBytes(field, layout, progress);
  }
}

const placeBytes: Placing = (field, layout, progress) => {
  const { fields, stretches } = progress;
  if (layout.align > progress.guaranteed) {
    const padding: Layout = Object.freeze({ kind: 'align', size: null, align: 1, to: layout.align });
    const stretch = stretches.length - 1;
    fields.push(Object.freeze({ name: null, stretch, offset: stretches[stretch] ?? 0, layout: padding }));
    stretches.push(0);
    progress.guaranteed = layout.align;
  }
  const stretch = stretches.length - 1;
  const offset = roundUp(stretches[stretch] ?? 0, layout.align);
  fields.push(Object.freeze({ ...field, stretch, offset, layout }));
  stretches[stretch] = offset + (layout.size ?? 0);
  progress.align = Math.max(progress.align, layout.align);
  if (layout.size !== null) return;
  stretches.push(0);
  progress.guaranteed = 1;
};

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}
