import {
  boolKind,
  f16Kind,
  f32Kind,
  f64Kind,
  i8Kind,
  i16Kind,
  i24Kind,
  i32Kind,
  i40Kind,
  i48Kind,
  i56Kind,
  i64Kind,
  type ScalarKind,
  u8Kind,
  u16Kind,
  u24Kind,
  u32Kind,
  u40Kind,
  u48Kind,
  u56Kind,
  u64Kind,
} from '../codec/scalar-kinds.ts';
import type { Endian, Layout, ScalarLayout } from '../layout/layout.ts';
import { bitOrderOf, defineType, mistake, type Type } from './type.ts';

/** A 64-bit integer: a `bigint`; encoding also takes a safe `number`. */
export type BigintType = Type<bigint, bigint | number>;

/** Unsigned 8-bit integer. */
export const u8: Type<number> = /* @__PURE__ */ scalar(u8Kind);
/** Unsigned 16-bit integer in the byte order of its record. */
export const u16: Type<number> = /* @__PURE__ */ scalar(u16Kind);
/** Unsigned 24-bit integer in the byte order of its record. */
export const u24: Type<number> = /* @__PURE__ */ scalar(u24Kind);
/** Unsigned 32-bit integer in the byte order of its record. */
export const u32: Type<number> = /* @__PURE__ */ scalar(u32Kind);
/** Unsigned 40-bit integer in the byte order of its record. */
export const u40: Type<number> = /* @__PURE__ */ scalar(u40Kind);
/** Unsigned 48-bit integer in the byte order of its record. */
export const u48: Type<number> = /* @__PURE__ */ scalar(u48Kind);
/** Unsigned 56-bit integer, a `bigint`, in the byte order of its record. */
export const u56: BigintType = /* @__PURE__ */ scalar(u56Kind);
/** Unsigned 64-bit integer, a `bigint`, in the byte order of its record; see {@link asNumber}. */
export const u64: BigintType = /* @__PURE__ */ scalar(u64Kind);
/** Signed 8-bit integer. */
export const i8: Type<number> = /* @__PURE__ */ scalar(i8Kind);
/** Signed 16-bit integer in the byte order of its record. */
export const i16: Type<number> = /* @__PURE__ */ scalar(i16Kind);
/** Signed 24-bit integer in the byte order of its record. */
export const i24: Type<number> = /* @__PURE__ */ scalar(i24Kind);
/** Signed 32-bit integer in the byte order of its record. */
export const i32: Type<number> = /* @__PURE__ */ scalar(i32Kind);
/** Signed 40-bit integer in the byte order of its record. */
export const i40: Type<number> = /* @__PURE__ */ scalar(i40Kind);
/** Signed 48-bit integer in the byte order of its record. */
export const i48: Type<number> = /* @__PURE__ */ scalar(i48Kind);
/** Signed 56-bit integer, a `bigint`, in the byte order of its record. */
export const i56: BigintType = /* @__PURE__ */ scalar(i56Kind);
/** Signed 64-bit integer, a `bigint`, in the byte order of its record; see {@link asNumber}. */
export const i64: BigintType = /* @__PURE__ */ scalar(i64Kind);
/** IEEE 754 half-precision float in the byte order of its record. */
export const f16: Type<number> = /* @__PURE__ */ scalar(f16Kind);
/** IEEE 754 single-precision float in the byte order of its record. */
export const f32: Type<number> = /* @__PURE__ */ scalar(f32Kind);
/** IEEE 754 double-precision float in the byte order of its record. */
export const f64: Type<number> = /* @__PURE__ */ scalar(f64Kind);
/** One byte: 0 is `false`, everything else `true`; `true` is written as 1. */
export const bool: Type<boolean> = /* @__PURE__ */ scalar(boolKind);

/** The same type with the most significant byte first, whatever the byte order of its record. */
export function be<Out, In, Refs extends string>(type: Type<Out, In, Refs>): Type<Out, In, Refs> {
  return ordered(type, 'be');
}

/** The same type with the least significant byte first, whatever the byte order of its record. */
export function le<Out, In, Refs extends string>(type: Type<Out, In, Refs>): Type<Out, In, Refs> {
  return ordered(type, 'le');
}

/**
 * A 56- or 64-bit integer as a `number`: decoding refuses values beyond 2**53 - 1.
 *
 * @throws StructwireError `invalid-layout` for other types; decoding throws `unsafe-integer`.
 */
export function asNumber(type: BigintType): Type<number, bigint | number> {
  const { definition } = type;
  return {
    definition: {
      ...definition,
      layoutIn: (surroundings) => {
        const layout = definition.layoutIn(surroundings);
        const isBig = layout.kind === 'scalar' ? /^[ui](56|64)$/.test(layout.scalar) : isBigVarint(layout);
        if (isBig) return Object.freeze({ ...layout, as: 'number' }) as Layout; // an integer, as just seen
        throw mistake('asNumber() takes 56- and 64-bit integers');
      },
    },
  };
}

function isBigVarint(layout: Layout): boolean {
  return layout.kind === 'varint' && layout.bits === 64;
}

function ordered<Out, In, Refs extends string>(type: Type<Out, In, Refs>, endian: Endian): Type<Out, In, Refs> {
  const { definition } = type;
  const bitOrder = bitOrderOf(endian);
  return {
    definition: { ...definition, layoutIn: ({ alignOf }) => definition.layoutIn({ endian, bitOrder, alignOf }) },
  };
}

function scalar<Out, In = Out>(kind: ScalarKind): Type<Out, In> {
  return defineType({
    kinds: [kind],
    layoutIn: ({ endian, alignOf }): ScalarLayout => {
      const { name, size } = kind.scalar;
      return Object.freeze({ kind: 'scalar', scalar: name, endian, size, align: alignOf?.(name) ?? 1 });
    },
  });
}
