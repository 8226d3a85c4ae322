import { enumKind } from '../codec/kinds.ts';
import type { EnumLayout } from '../layout/layout.ts';
import { integerBase } from './integer-base.ts';
import { defineType, type IntegerType, mistake, oneOf, type Type } from './type.ts';

/** Names and the integers they stand for. */
export type EnumerationNames = Readonly<Record<string, number | bigint>>;

/**
 * An integer with names for some of its values. Decoding gives the name, or the integer where it has none; encoding
 * takes either. With `as: 'number'` decoding always gives the integer, which is a `bigint` for 64 bits.
 *
 * @throws StructwireError `unknown-enum-name` while encoding; `invalid-layout` for names without an integer.
 * @example
 * ```ts
 * import { enumeration, record, u8 } from 'structwire';
 *
 * const Command = enumeration(u8, { read: 3, write: 6 });
 * console.log(record({ command: Command }).decode(Uint8Array.of(6)).command); // write
 * ```
 */
export function enumeration<const Names extends EnumerationNames, Integer extends number | bigint = number>(
  base: Type<Integer, never, string>,
  names: Names,
): Type<(keyof Names & string) | Integer, (keyof Names & string) | number | bigint>;
export function enumeration<const Names extends EnumerationNames, Integer extends number | bigint = number>(
  base: Type<Integer, never, string>,
  names: Names,
  options: { readonly as: 'number' },
): Type<Integer, (keyof Names & string) | number | bigint>;
export function enumeration(
  base: IntegerType,
  names: EnumerationNames,
  { as = 'name' }: { readonly as?: 'name' | 'number' } = {},
): Type<string | number | bigint, string | number | bigint> {
  oneOf(['name', 'number'], as, 'as');
  const list = Object.freeze(
    Object.entries(names).map(([name, value]) => Object.freeze({ name, value: integer(name, value) })),
  );
  return defineType({
    kinds: [enumKind],
    shows: base,
    layoutIn: (surroundings): EnumLayout => {
      const layout = integerBase(base, surroundings, 'an enumeration');
      return Object.freeze({ kind: 'enum', size: layout.size, align: layout.align, base: layout, names: list, as });
    },
  });
}

function integer(name: string, value: unknown): number | bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw mistake(`the name '${name}' stands for no integer`);
}
