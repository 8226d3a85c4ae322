import {
  create,
  createFileRegistry,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { type Fields, type MakePeer, named } from './field.ts';

const { UINT32, FIXED32, FIXED64, FLOAT, BYTES } = FieldDescriptorProto_Type;
const TYPES = { u8: UINT32, u16: UINT32, u32: FIXED32, u64: FIXED64, f32: FLOAT, bytes2: BYTES } as const;

/** Protocol Buffers by reflection. */
export const protobufEs: MakePeer = (fields, { values }) => {
  const field = named(fields).map(({ name, type }, i) =>
    create(FieldDescriptorProtoSchema, {
      name,
      jsonName: name,
      number: i + 1,
      label: FieldDescriptorProto_Label.OPTIONAL,
      type: TYPES[type as keyof typeof TYPES], // padding has no name
    }),
  );
  const schema = recordOf([{ name: 'Record', field }]);
  return {
    name: '@bufbuild/protobuf',
    note: 'own format',
    why: 'goes over the fields of the message, each of them by its type',
    values: values.map((value) => create(schema, value as never) as unknown as Fields), // has the fields
    decode: (bytes) => fromBinary(schema, bytes) as unknown as Fields,
    encode: (value) => toBinary(schema, value as unknown as Message),
  };
};

/** The message `Record` of these. */
export function recordOf(
  messageType: NonNullable<MessageInitShape<typeof FileDescriptorProtoSchema>['messageType']>,
): DescMessage {
  const file = create(FileDescriptorProtoSchema, { name: 'r.proto', syntax: 'proto3', messageType });
  const record = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] })).getMessage('Record');
  if (record === undefined) throw new Error('the message is in its own file');
  return record;
}
