export type { BytesLike } from './codec/bytes-like.ts';
export type { Codec, Decoded, Encodable } from './codec/codec.ts';
export type { Codegen } from './codec/compile.ts';
export { decodeStream } from './codec/decode-stream.ts';
export type { CodecOptions } from './codec/kind-codec.ts';
export { LayoutCodec } from './codec/layout-codec.ts';
export { DEFAULT_LIMITS, type Limits } from './codec/limits.ts';
export type { Measurer } from './codec/measure/measurer.ts';
export type { FieldView, RecordView, ViewControl } from './codec/view/view-type.ts';
export type { ViewingCodec } from './codec/view/viewing-codec.ts';
export type { ErrorCode, ErrorContext } from './errors/catalog.ts';
export { type ErrorLocation, isStructwireError, StructwireError } from './errors/structwire-error.ts';
export type { FormatOptions, ValueOptions } from './format/format-options.ts';
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
export { type AlignedRecordOptions, alignedRecord } from './schema/aligned-record.ts';
export { array } from './schema/array.ts';
export { type BitsOptions, bigBits, bit, bits } from './schema/bits.ts';
export { bytes } from './schema/bytes.ts';
export { type ChecksumRange, checksum } from './schema/checksum.ts';
export { type ConstantValue, constant } from './schema/constant.ts';
export { countOf, type DerivedArithmetic, lengthOf, presenceOf, tagOf } from './schema/derived.ts';
export { type EnumerationNames, enumeration } from './schema/enumeration.ts';
export { flags } from './schema/flags.ts';
export { lazy } from './schema/lazy.ts';
export { type AdjustedLength, by, type Length, type Rest, rest } from './schema/length.ts';
export { type DefaultValue, documented, withDefault } from './schema/notes.ts';
export { type Condition, type FieldCondition, optional, when } from './schema/optional.ts';
export { align, padding, type Silent } from './schema/padding.ts';
export { type Fields, type OpenRecord, type RecordOptions, type RecordType, record } from './schema/record.ts';
export {
  asNumber,
  type BigintType,
  be,
  bool,
  f16,
  f32,
  f64,
  i8,
  i16,
  i24,
  i32,
  i40,
  i48,
  i56,
  i64,
  le,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
  u56,
  u64,
} from './schema/scalars.ts';
export { fixedPoint, scaled } from './schema/scaled.ts';
export { codec, Schema } from './schema/schema.ts';
export { sized } from './schema/sized.ts';
export { cstring, type TextOptions, type TextPadding, text } from './schema/text.ts';
export { type TimestampOptions, type TimestampUnit, timestamp } from './schema/timestamp.ts';
export { transform } from './schema/transform.ts';
export type { AnyType, Infer, InferInput, IntegerType, Type } from './schema/type.ts';
export {
  type BySize,
  bySize,
  type UnionCases,
  type UnknownCase,
  type UnknownCaseInput,
  union,
} from './schema/union.ts';
export { varint, varint64, zigzag, zigzag64 } from './schema/varint.ts';
export { viewable } from './schema/viewable.ts';
export { calcsize, iterUnpack, pack, packInto, unpack, unpackFrom } from './struct/functions.ts';
export { type RecordStruct, struct } from './struct/record-struct.ts';
export type { StructOptions } from './struct/struct.ts';
export { Struct, type StructConstructor } from './struct/typed-struct.ts';
