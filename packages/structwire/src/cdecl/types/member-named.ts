import type { Member, RecordDefinition } from './data-type.ts';

/** A member, also one of an anonymous struct or union inside, with its offset in bits from the start of the whole. */
export interface FoundMember {
  readonly member: Member;
  readonly bitOffset: number;
}

/** The member with this name; `null` when there is none. */
export function memberNamed({ body }: RecordDefinition, name: string): FoundMember | null {
  for (const member of body?.members ?? []) {
    if (member.name === name) return { member, bitOffset: member.bitOffset };
    if (member.name !== null || member.type.kind !== 'record') continue;
    const inner = memberNamed(member.type.definition, name);
    if (inner !== null) return { member: inner.member, bitOffset: member.bitOffset + inner.bitOffset };
  }
  return null;
}
