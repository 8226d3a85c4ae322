import { constantKind } from '../codec/kinds.ts';
import { hexOf } from '../errors/hex.ts';
import type { ConstantLayout } from '../layout/layout.ts';
import { defineType, mistake, type Type } from './type.ts';

/** Values that a constant can have. */
export type ConstantValue = number | bigint | string | boolean | Uint8Array;

/**
 * A value that is always the same, such as a magic number. Encoding fills it in; decoding refuses any other.
 *
 * @throws StructwireError `constant-differs`
 * @example
 * ```ts
 * import { bytes, constant, record, text, u16, u32 } from 'structwire';
 *
 * const Header = record({ magic: constant(text(4), 'RIFF'), version: constant(u16, 1), size: u32 });
 * console.log(Header.encode({ size: 8 }).length); // 10
 * const Sync = record({ sync: constant(bytes(2), Uint8Array.of(0xb5, 0x62)) });
 * console.log(Sync.encode({}).join(' ')); // 181 98
 * ```
 */
export function constant<Out, In, const Value extends In & ConstantValue>(
  base: Type<Out, In>,
  value: Value,
): Type<Value extends Uint8Array ? Out : Value, In | undefined> {
  const kept: Exclude<ConstantValue, Uint8Array> = value instanceof Uint8Array ? hexOf(value) : value;
  return defineType({
    kinds: [constantKind],
    shows: base,
    layoutIn: (surroundings): ConstantLayout => {
      const layout = base.definition.layoutIn(surroundings);
      if (!isBase(layout)) throw mistake(`a constant of kind '${layout.kind}' cannot be described`);
      return Object.freeze({ kind: 'constant', size: layout.size, align: layout.align, base: layout, value: kept });
    },
  });
}

const BASES: readonly string[] = ['scalar', 'bits', 'enum', 'varint', 'text', 'bytes'];

function isBase(layout: { readonly kind: string }): layout is ConstantLayout['base'] {
  return BASES.includes(layout.kind);
}
