import protobuf from 'protobufjs';
import { byProperty, plainOf } from '../plain-of.ts';
import { protoMessages, withOneCase } from './proto-text.ts';
import type { Fields, MakeShapedPeer } from './shaped-peer.ts';

/** Protocol Buffers with code that it generates at run time. */
export const protobufjs: MakeShapedPeer = ({ shape, values }) => {
  const root = new protobuf.Root();
  for (const { name, fields } of protoMessages(shape, 'Record')) {
    const type = new protobuf.Type(name);
    for (const field of fields) {
      type.add(new protobuf.Field(field.name, field.number, field.type, field.isRepeated ? 'repeated' : undefined));
    }
    if (fields.some(({ isInUnion }) => isInUnion))
      type.add(
        new protobuf.OneOf(
          'one',
          fields.map((field) => field.name),
        ),
      );
    root.add(type);
  }
  const type = root.lookupType('Record');
  return {
    name: 'protobufjs',
    note: 'own format',
    plain: (value) => plainOf(shape, value, byProperty) as Fields, // of a record
    values: values.map(withOneCase),
    decode: (bytes) => type.decode(bytes) as unknown as Fields, // has the fields
    encode: (value) => type.encode(value).finish(),
  };
};
