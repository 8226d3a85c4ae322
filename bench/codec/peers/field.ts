import type { Candidate, Workload } from '../workload.ts';

/** What every peer is given to describe a record. */
export interface Field {
  /** `null` for padding. */
  readonly name: string | null;
  readonly type: FieldType;
}

export type FieldType = 'u8' | 'u16' | 'u32' | 'u64' | 'f32' | 'bytes2' | 'padding2';

/** A value of any of the workloads. */
export type Fields = Record<string, unknown>;

/** Makes a peer's codec of a record; `null` when it cannot express it. */
export type MakePeer = (fields: readonly Field[], workload: Workload<Fields>) => Candidate<Fields> | null;

/** The fields with names. */
export function named(fields: readonly Field[]): { name: string; type: FieldType }[] {
  return fields.flatMap(({ name, type }) => (name === null ? [] : [{ name, type }]));
}

export function has(fields: readonly Field[], type: FieldType): boolean {
  return fields.some((field) => field.type === type);
}
