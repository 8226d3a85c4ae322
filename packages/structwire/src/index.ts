export type { BytesLike } from './codec/bytes-like.ts';
export type { Codec, Decoded, Encodable } from './codec/codec.ts';
export type { Codegen } from './codec/compile.ts';
export { decodeStream } from './codec/decode-stream.ts';
export type { CodecOptions } from './codec/kind-codec.ts';
export { LayoutCodec } from './codec/layout-codec.ts';
export { DEFAULT_LIMITS, type Limits } from './codec/limits.ts';
export type { Measurer } from './codec/measure/measurer.ts';
export type { FieldView, RecordView, ViewControl } from './codec/view/view-type.ts';
export type { ErrorCode, ErrorContext } from './errors/catalog.ts';
export { type ErrorLocation, isStructwireError, StructwireError } from './errors/structwire-error.ts';
export type { FormatOptions } from './format/format-options.ts';
export { layoutOf } from './format/layout-of.ts';
export type {
  CheckedFormat,
  CheckedNotation,
  Packable,
  PackableFields,
  Unpacked,
  UnpackedFields,
} from './format/types.ts';
export type { AbiName } from './layout/abi.ts';
export type * from './layout/layout.ts';
export { calcsize, iterUnpack, pack, packInto, unpack, unpackFrom } from './struct/functions.ts';
export { type RecordStruct, struct } from './struct/record-struct.ts';
export type { StructOptions } from './struct/struct.ts';
export { Struct, type StructConstructor } from './struct/typed-struct.ts';
