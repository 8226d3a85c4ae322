import { bytes, record, u16, u32 } from 'structwire';

/** What goes over the wire: who sends, which one it is, and bytes that follow from both. */
export interface SoakRecord {
  readonly client: number;
  readonly index: number;
  readonly body: Uint8Array;
}

/** Of fixed size. */
export const FixedRecord = record({ client: u32, index: u32, body: bytes(4) });
/** Of a size of its own. */
export const VariableRecord = record({ client: u32, index: u32, body: bytes(u16) });

/** The record with this number; `isFixed`: with a body of four bytes. */
export function soakRecord(client: number, index: number, isFixed: boolean): SoakRecord {
  const start = (Math.imul(client, 0x9e3779b1) ^ Math.imul(index, 0x85ebca6b)) >>> 0;
  const length = isFixed ? 4 : start % 97;
  return { client, index, body: Uint8Array.from({ length }, (_, i) => (start >>> ((i % 4) * 8)) & 0xff) };
}

/** Whether somebody who follows the rules has made it. */
export function isGenuine(found: SoakRecord, isFixed: boolean): boolean {
  const { body } = soakRecord(found.client, found.index, isFixed);
  return body.length === found.body.length && body.every((byte, i) => byte === found.body[i]);
}
