import { create, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { recordOf } from '../../peers/protobuf-es.ts';
import { plainOf, type UnionOf } from '../plain-of.ts';
import { type ProtoField, protoMessages } from './proto-text.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

const { UINT32, FIXED32, SINT32, FLOAT, STRING, MESSAGE } = FieldDescriptorProto_Type;
const TYPES: Readonly<Record<string, number>> = {
  uint32: UINT32,
  fixed32: FIXED32,
  sint32: SINT32,
  float: FLOAT,
  string: STRING,
};
const { OPTIONAL, REPEATED } = FieldDescriptorProto_Label;

/** Protocol Buffers by reflection. */
export const protobufEs: MakeShapedPeer = ({ shape, values }) => {
  const messageType = protoMessages(shape, 'Record').map(({ name, fields }) => ({
    name,
    field: fields.map(fieldOf),
    oneofDecl: fields.some(({ isInUnion }) => isInUnion) ? [{ name: 'one' }] : [],
  }));
  const schema = recordOf(messageType);
  return {
    name: '@bufbuild/protobuf',
    note: 'own format',
    plain: (value) => plainOf(shape, value, ofOne) as Fields, // of a record
    values: values.map((value) => create(schema, oneOf(value) as never) as unknown as Fields), // has the fields
    decode: (bytes) => fromBinary(schema, bytes) as unknown as Fields,
    encode: (value) => toBinary(schema, value as unknown as Message),
  };
};

function fieldOf({
  name,
  number,
  type,
  isRepeated,
  isInUnion,
}: ProtoField): ReturnType<typeof create<typeof FieldDescriptorProtoSchema>> {
  return create(FieldDescriptorProtoSchema, {
    name,
    jsonName: name,
    number,
    label: isRepeated ? REPEATED : OPTIONAL,
    type: TYPES[type] ?? MESSAGE,
    ...(TYPES[type] === undefined ? { typeName: `.${type}` } : {}),
    ...(isInUnion ? { oneofIndex: 0 } : {}),
  });
}

/** How it takes a union. */
function oneOf(value: Fields): Fields {
  if (!('body' in value)) return value;
  const { tag, value: inner } = value['body'] as { tag: number; value: Fields }; // the one union of the workloads
  return { ...value, body: { one: { case: `case${tag}`, value: inner } } };
}

/** How it shows one. */
const ofOne: UnionOf = ({ one }) => {
  const { case: name, value } = one as { case: string; value: unknown }; // a message has it
  return { tag: Number(name.slice('case'.length)), value };
};
