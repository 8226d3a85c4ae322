/** What the bytes of a workload are, as every candidate is told: little-endian, without gaps. */
export type Shape = ScalarShape | TextShape | ListShape | RecordShape | UnionShape;

export type ScalarShape = 'u8' | 'u16' | 'u32' | 'i16' | 'f32';

/** UTF-8 behind its byte length. */
export interface TextShape {
  readonly kind: 'text';
  readonly length: 'u8' | 'u16';
}

/** Elements of one shape: a fixed number of them, or behind their count. */
export interface ListShape {
  readonly kind: 'list';
  readonly element: Shape;
  readonly length: number | 'u8';
}

export interface RecordShape {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, Shape>>;
}

/** One of several records behind a tag of one byte, from 1 on: `{ tag, value }`. */
export interface UnionShape {
  readonly kind: 'union';
  readonly cases: readonly RecordShape[];
}

export const text = (length: TextShape['length']): TextShape => ({ kind: 'text', length });
export const list = (element: Shape, length: ListShape['length']): ListShape => ({ kind: 'list', element, length });
export const record = (fields: RecordShape['fields']): RecordShape => ({ kind: 'record', fields });
export const union = (...cases: RecordShape[]): UnionShape => ({ kind: 'union', cases });

/** Name and shape of each field. */
export function fieldsOf({ fields }: RecordShape): [string, Shape][] {
  return Object.entries(fields);
}

/** Whether a shape is one of a kind, or has one inside. */
export function hasKind(shape: Shape, kind: 'text' | 'list' | 'union'): boolean {
  if (typeof shape === 'string') return false;
  if (shape.kind === kind) return true;
  if (shape.kind === 'record') return Object.values(shape.fields).some((each) => hasKind(each, kind));
  if (shape.kind === 'union') return shape.cases.some((each) => hasKind(each, kind));
  return shape.kind === 'list' && hasKind(shape.element, kind);
}
