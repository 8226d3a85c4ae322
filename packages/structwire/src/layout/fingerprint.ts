import type { Layout } from './layout.ts';
import { wireForm } from './wire-form.ts';

const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const MASK = (1n << 128n) - 1n;

/**
 * A short name for what the bytes are: 32 hex digits, the same for layouts that read and write the same bytes, whatever
 * their fields are called, how values are shown and what made them. The same on every machine.
 *
 * It guards against mistakes (two sides with different versions of a schema), not against a peer that lies: such a peer
 * could send any fingerprint it likes. That is why it is a plain 128-bit FNV-1a hash (draft-eastlake-fnv) of the layout's
 * wire form: by accident two of `n` layouts meet once in about `2 ** 129 / n ** 2` cases.
 *
 * @throws StructwireError `unknown-field` for a layout that refers to what is not there.
 * @example
 * ```ts
 * import { f32, record, Struct, u32 } from 'structwire';
 * import { fingerprint } from 'structwire/layout';
 *
 * const reading = record({ id: u32, value: f32 });
 * console.log(fingerprint(reading.layout) === fingerprint(new Struct('<If').layout)); // true
 * ```
 */
export function fingerprint(layout: Layout): string {
  return fnv1a128(JSON.stringify(wireForm(layout)));
}

/** FNV-1a of the UTF-8 bytes of a text, as 32 hex digits. */
export function fnv1a128(text: string): string {
  let hash = OFFSET_BASIS;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(32, '0');
}
