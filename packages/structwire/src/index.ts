export type { BytesLike } from './codec/bytes-like.ts';
export type { Codec, Decoded, Encodable } from './codec/codec.ts';
export { LayoutCodec } from './codec/layout-codec.ts';
export type { ErrorCode, ErrorContext } from './errors/catalog.ts';
export { type ErrorLocation, isStructwireError, StructwireError } from './errors/structwire-error.ts';
export type { AbiName } from './layout/abi.ts';
export type * from './layout/layout.ts';
export { calcsize, iterUnpack, pack, packInto, unpack, unpackFrom } from './struct/functions.ts';
export { Struct, type StructOptions } from './struct/struct.ts';
