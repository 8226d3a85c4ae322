import type { CMember } from './c-member.ts';
import { innermost, type RecordDefinition, sizeOf } from './types/data-type.ts';

/** The members of a record, and those of structs and unions inside it that have no name of their own. */
export function membersOf(definition: RecordDefinition, prefix = '', base = 0): CMember[] {
  return (definition.body?.members ?? []).flatMap((member): CMember[] => {
    const { name, type, bitWidth } = member;
    const bitOffset = base + member.bitOffset;
    const path = `${prefix}${name ?? ''}`;
    const own: CMember = { path, bitOffset, bitWidth, byteLength: bitWidth === null ? (sizeOf(type) ?? 0) : 0 };
    const element = innermost(type);
    const isNameless = element.kind === 'record' && element.definition.name === null;
    const isEmpty = type.kind === 'array' && !type.count;
    if (element.kind !== 'record' || !isNameless || isEmpty) return [own];
    if (name === null) return membersOf(element.definition, prefix, bitOffset);
    let indices = '';
    for (let inner = type; inner.kind === 'array'; inner = inner.element) indices += '[0]';
    return [own, ...membersOf(element.definition, `${path}${indices}.`, bitOffset)];
  });
}
