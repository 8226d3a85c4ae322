import { decodeFloat16, encodeFloat16 } from '../scalar/float16.ts';
import type { Scalar } from '../scalar/scalar.ts';
import {
  BOOL,
  CHAR,
  F16,
  F32,
  F64,
  I8,
  I16,
  I24,
  I32,
  I40,
  I48,
  I56,
  I64,
  PTR16,
  PTR32,
  PTR64,
  U8,
  U16,
  U24,
  U32,
  U40,
  U48,
  U56,
  U64,
} from '../scalar/scalars.ts';
import { BIGINT_TEXT } from './emit/bigint-text.ts';
import { BOOL_TEXT, CHAR_TEXT } from './emit/byte-text.ts';
import { FLOAT_TEXT } from './emit/float-text.ts';
import { FLOAT16_TEXT } from './emit/float16-text.ts';
import { INTEGER_TEXT } from './emit/integer-text.ts';
import { type ScalarText, scalarEmit } from './emit/scalar-emit.ts';
import { WIDE_TEXT } from './emit/wide-text.ts';
import { bigintNode } from './interpret/bigint-node.ts';
import { scalarNode } from './interpret/scalar-node.ts';
import type { Kind } from './kind.ts';

/** A scalar as the back ends run it. */
export interface ScalarKind extends Kind {
  readonly scalar: Scalar;
}

// A kind for each scalar, so that a bundle holds those that a program names, and the code of their families.

export const u8Kind: ScalarKind = /* @__PURE__ */ integer(U8);
export const i8Kind: ScalarKind = /* @__PURE__ */ integer(I8);
export const u16Kind: ScalarKind = /* @__PURE__ */ integer(U16);
export const i16Kind: ScalarKind = /* @__PURE__ */ integer(I16);
export const u24Kind: ScalarKind = /* @__PURE__ */ integer(U24);
export const i24Kind: ScalarKind = /* @__PURE__ */ integer(I24);
export const u32Kind: ScalarKind = /* @__PURE__ */ integer(U32);
export const i32Kind: ScalarKind = /* @__PURE__ */ integer(I32);
export const u40Kind: ScalarKind = /* @__PURE__ */ scalarKind(U40, WIDE_TEXT);
export const i40Kind: ScalarKind = /* @__PURE__ */ scalarKind(I40, WIDE_TEXT);
export const u48Kind: ScalarKind = /* @__PURE__ */ scalarKind(U48, WIDE_TEXT);
export const i48Kind: ScalarKind = /* @__PURE__ */ scalarKind(I48, WIDE_TEXT);
export const u56Kind: ScalarKind = /* @__PURE__ */ bigint(U56);
export const i56Kind: ScalarKind = /* @__PURE__ */ bigint(I56);
export const u64Kind: ScalarKind = /* @__PURE__ */ bigint(U64);
export const i64Kind: ScalarKind = /* @__PURE__ */ bigint(I64);
export const f16Kind: ScalarKind = /* @__PURE__ */ float16(F16);
export const f32Kind: ScalarKind = /* @__PURE__ */ float(F32);
export const f64Kind: ScalarKind = /* @__PURE__ */ float(F64);
export const boolKind: ScalarKind = /* @__PURE__ */ scalarKind(BOOL, BOOL_TEXT);
export const charKind: ScalarKind = /* @__PURE__ */ scalarKind(CHAR, CHAR_TEXT);
export const ptr16Kind: ScalarKind = /* @__PURE__ */ integer(PTR16);
export const ptr32Kind: ScalarKind = /* @__PURE__ */ integer(PTR32);
export const ptr64Kind: ScalarKind = /* @__PURE__ */ bigint(PTR64);

function integer(scalar: Scalar): ScalarKind {
  return scalarKind(scalar, INTEGER_TEXT);
}

function bigint(scalar: Scalar): ScalarKind {
  return { ...scalarKind(scalar, BIGINT_TEXT), node: bigintNode(scalar) };
}

function float(scalar: Scalar): ScalarKind {
  return scalarKind(scalar, FLOAT_TEXT);
}

function float16(scalar: Scalar): ScalarKind {
  return { ...scalarKind(scalar, FLOAT16_TEXT), helpers: { decodeFloat16, encodeFloat16 } };
}

function scalarKind(scalar: Scalar, text: ScalarText): ScalarKind {
  return { kind: scalar.name, scalar, node: scalarNode(scalar), emit: scalarEmit(scalar, text) };
}
