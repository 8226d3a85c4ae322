import { alignKind, paddingKind, recordKind } from '../codec/kinds.ts';
import type { AlignLayout, PaddingLayout } from '../layout/layout.ts';
import { defineType, type Type, wholeFrom } from './type.ts';

/** A type without a value: the fields of a record that have it are not in its values, whatever their names. */
export interface Silent {
  readonly '~silent': true;
}

/** Bytes that carry nothing: written as zero, ignored on reading. */
export function padding(byteLength: number): Type<Silent> {
  const size = wholeFrom(0, byteLength, 'padding');
  const layout: PaddingLayout = Object.freeze({ kind: 'padding', size, align: 1 });
  return defineType({ kinds: [paddingKind], layoutIn: () => layout });
}

/**
 * Padding up to the next multiple of `byteLength` from the start of the record.
 *
 * @example
 * ```ts
 * import { align, bytes, lengthOf, record, u32 } from 'structwire';
 *
 * const Chunk = record({ size: lengthOf('data', u32), data: bytes('size'), _: align(2) });
 * console.log(Chunk.encode({ data: Uint8Array.of(7) }).join(' ')); // 1 0 0 0 7 0
 * ```
 */
export function align(byteLength: number): Type<Silent> {
  const layout: AlignLayout = Object.freeze({
    kind: 'align',
    size: null,
    align: 1,
    to: wholeFrom(1, byteLength, 'an alignment'),
  });
  return defineType({ kinds: [alignKind, recordKind], layoutIn: () => layout });
}
