import { recordKind, varintKind } from '../codec/kinds.ts';
import type { VarintLayout } from '../layout/layout.ts';
import type { BigintType } from './scalars.ts';
import { defineType, type Type } from './type.ts';

/** Unsigned LEB128 integer of up to 32 bits: 1 to 5 bytes, small values one. Only the shortest form is taken. */
export const varint: Type<number> = /* @__PURE__ */ leb128(32, false);
/** Unsigned LEB128 integer of up to 64 bits, a `bigint`: 1 to 10 bytes. */
export const varint64: BigintType = /* @__PURE__ */ leb128(64, false);
/** Signed LEB128 integer of up to 32 bits, zigzag: 0, -1, 1, -2, ... are 0, 1, 2, 3, ... */
export const zigzag: Type<number> = /* @__PURE__ */ leb128(32, true);
/** Signed LEB128 integer of up to 64 bits, zigzag, a `bigint`. */
export const zigzag64: BigintType = /* @__PURE__ */ leb128(64, true);

function leb128<Out, In = Out>(bits: 32 | 64, isZigzag: boolean): Type<Out, In> {
  const layout: VarintLayout = Object.freeze({ kind: 'varint', size: null, align: 1, bits, zigzag: isZigzag });
  return defineType({ kinds: [varintKind, recordKind], layoutIn: () => layout });
}
