import { flagsKind } from '../codec/kinds.ts';
import type { BitsLayout, FlagsLayout, ScalarLayout } from '../layout/layout.ts';
import { integerBase } from './integer-base.ts';
import { defineType, type Infer, type IntegerType, mistake, type Type } from './type.ts';

/** What decoding flags gives: a boolean for each name, and the other bits. */
type FlagValues<Names extends string, Others extends string, Bits> = {
  [Name in Names | Others]: Name extends Others ? Bits : boolean;
} & {}; // without the name of this type in messages

/** What encoding flags takes: what is left out is not set. */
type FlagInput<Names extends string, Others extends string> = {
  readonly [Name in Names | Others]?: Name extends Others ? number | bigint : boolean;
} & {};

/**
 * Single bits with names, shown as an object of booleans. Bits without a name are kept in `others`, as an integer; with
 * `others: null` they must be zero, and another name for the property can be given.
 *
 * @throws StructwireError `unknown-flags` where bits without a name must be zero; `invalid-layout` for a mask that is not
 *   one bit of the integer.
 * @example
 * ```ts
 * import { flags, record, u8 } from 'structwire';
 *
 * const Packet = record({ flags: flags(u8, { ack: 0x01, end: 0x80 }) });
 * const { ack, end, others } = Packet.decode(Uint8Array.of(0x83)).flags;
 * console.log(ack, end, others); // true true 2
 * ```
 */
export function flags<
  Base extends IntegerType,
  const Names extends Readonly<Record<string, number | bigint>>,
  const Others extends string | null = 'others',
>(
  base: Base,
  names: Names,
  options: { readonly others?: Others } = {},
): Type<
  FlagValues<keyof Names & string, Others extends null ? never : Others & string, Infer<Base>>,
  FlagInput<keyof Names & string, Others extends null ? never : Others & string>
> {
  const others = options.others === undefined ? 'others' : options.others;
  if (others !== null && Object.hasOwn(names, others))
    throw mistake(`'${others}' is a flag: name the other bits differently`);
  const list = Object.freeze(Object.entries(names).map(([name, mask]) => Object.freeze({ name, mask })));
  return defineType({
    kinds: [flagsKind],
    shows: base,
    layoutIn: (surroundings): FlagsLayout => {
      const layout = integerBase(base, surroundings, 'a set of flags');
      for (const { name, mask } of list) checkMask(name, mask, layout);
      return Object.freeze({
        kind: 'flags',
        size: layout.size,
        align: layout.align,
        base: layout,
        flags: list,
        others,
      });
    },
  });
}

function checkMask(name: string, mask: unknown, layout: ScalarLayout | BitsLayout): void {
  const width = layout.kind === 'bits' ? layout.width : 8 * layout.size;
  const isInteger = typeof mask === 'bigint' || (typeof mask === 'number' && Number.isSafeInteger(mask));
  const bits = isInteger ? BigInt(mask) : 0n;
  if (bits <= 0n || (bits & (bits - 1n)) !== 0n || bits >= 2n ** BigInt(width)) {
    throw mistake(`the flag '${name}' is not one bit of ${width}`);
  }
}
