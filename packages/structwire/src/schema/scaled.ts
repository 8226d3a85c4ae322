import { scaledKind } from '../codec/kinds.ts';
import type { ScaledLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { defineType, mistake, type Type } from './type.ts';

/** Integers that are shown as numbers. */
type NumberType = Type<number, never, string>;

/**
 * A number kept as an integer: `integer * factor + offset`, in `unit` (for tables and generated documents only).
 * Encoding rounds to the nearest integer.
 *
 * A factor such as `1e-7` is a division by 10000000, so that `123456789` is shown as 12.3456789 and not as a neighbour.
 *
 * @throws StructwireError `invalid-layout` for a factor of 0; while encoding `not-a-float`, `integer-out-of-range`.
 * @example
 * ```ts
 * import { i32, record, scaled } from 'structwire';
 *
 * const Position = record({ latitude: scaled(i32, 1e-7, 0, 'deg') });
 * console.log(Position.decode(Position.encode({ latitude: 12.3456789 })).latitude); // 12.3456789
 * ```
 */
export function scaled(base: NumberType, factor: number, offset = 0, unit?: string): Type<number> {
  if (!Number.isFinite(factor) || factor === 0 || !Number.isFinite(offset)) {
    throw mistake(
      `a factor is a finite number other than 0 and an offset a finite number, not ${factor} and ${offset}`,
    );
  }
  const divide = Math.round(1 / factor);
  const isDivision = Math.abs(factor) < 1 && 1 / divide === factor;
  return scaledBy(
    base,
    isDivision ? { multiply: 1, divide, add: offset } : { multiply: factor, divide: 1, add: offset },
    unit,
  );
}

/**
 * A fixed-point number: an integer of which the last `fractionBits` bits are behind the point.
 *
 * @example
 * ```ts
 * import { fixedPoint, record, u32 } from 'structwire';
 *
 * const Delay = record({ seconds: fixedPoint(u32, 16) }, { endian: 'be' }); // in the format 16.16
 * console.log(Delay.decode(Uint8Array.of(0, 1, 0x80, 0)).seconds); // 1.5
 * ```
 */
export function fixedPoint(base: NumberType, fractionBits: number, unit?: string): Type<number> {
  if (!Number.isInteger(fractionBits) || fractionBits < 0 || fractionBits > 52) {
    throw mistake(`a fixed-point number has 0 to 52 bits behind the point, not ${fractionBits}`);
  }
  return scaledBy(base, { multiply: 1, divide: 2 ** fractionBits, add: 0 }, unit);
}

function scaledBy(
  base: NumberType,
  scale: Pick<ScaledLayout, 'multiply' | 'divide' | 'add'>,
  unit: string | undefined,
): Type<number> {
  return defineType({
    kinds: [scaledKind],
    shows: base,
    notes: unit === undefined ? {} : { unit },
    layoutIn: (surroundings): ScaledLayout => {
      const layout = base.definition.layoutIn(surroundings);
      if (!isNumber(layout))
        throw mistake(`only an integer of at most 53 bits is scaled, not a layout of kind '${layout.kind}'`);
      return Object.freeze({ kind: 'scaled', size: layout.size, align: layout.align, base: layout, ...scale });
    },
  });
}

function isNumber(layout: { readonly kind: string }): layout is ScaledLayout['base'] {
  const { kind } = layout as ScaledLayout['base']; // one of them when the kind is
  if (kind === 'bits') return (layout as ScaledLayout['base'] & { kind: 'bits' }).width <= 53;
  if (kind === 'varint') return (layout as ScaledLayout['base'] & { kind: 'varint' }).bits === 32;
  return (
    kind === 'scalar' && SCALARS[(layout as ScaledLayout['base'] & { kind: 'scalar' }).scalar].family === 'integer'
  );
}
