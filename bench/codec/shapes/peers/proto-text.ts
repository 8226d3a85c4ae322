import { fieldsOf, type RecordShape, type ScalarShape, type Shape } from '../shape.ts';
import type { Fields } from './shaped-peer.ts';

const SCALARS: Readonly<Record<ScalarShape, string>> = {
  u8: 'uint32',
  u16: 'uint32',
  u32: 'fixed32',
  i16: 'sint32',
  f32: 'float',
};

/** A field of a message. */
export interface ProtoField {
  readonly name: string;
  readonly number: number;
  /** A scalar of Protocol Buffers, or the name of a message. */
  readonly type: string;
  readonly isRepeated: boolean;
  readonly isInUnion: boolean;
}

export interface ProtoMessage {
  readonly name: string;
  readonly fields: readonly ProtoField[];
}

/** The messages of a shape, the outermost last. A union is a message with one field for each case, of which one is set. */
export function protoMessages(shape: RecordShape, name: string): ProtoMessage[] {
  const inner: ProtoMessage[] = [];
  const typeOf = (field: Shape, path: string): string => {
    if (typeof field === 'string') return SCALARS[field];
    if (field.kind === 'text') return 'string';
    if (field.kind === 'list') return typeOf(field.element, path);
    if (field.kind === 'record') inner.push(...protoMessages(field, path));
    else inner.push(...unionMessages(field.cases, path));
    return path;
  };
  const fields = fieldsOf(shape).map(([field, type], i) => ({
    name: field,
    number: i + 1,
    type: typeOf(type, `${name}_${field}`),
    isRepeated: typeof type !== 'string' && type.kind === 'list',
    isInUnion: false,
  }));
  return [...inner, { name, fields }];
}

function unionMessages(cases: readonly RecordShape[], name: string): ProtoMessage[] {
  const inner = cases.flatMap((each, i) => protoMessages(each, `${name}_case${i + 1}`));
  const fields = cases.map((_, i) => ({
    name: `case${i + 1}`,
    number: i + 1,
    type: `${name}_case${i + 1}`,
    isRepeated: false,
    isInUnion: true,
  }));
  return [...inner, { name, fields }];
}

/** A value with its union as a message. */
export function withOneCase(value: Fields): Fields {
  if (!('body' in value)) return value;
  const { tag, value: inner } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { [`case${tag}`]: inner } };
}
