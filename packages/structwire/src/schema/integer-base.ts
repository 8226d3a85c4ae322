import type { BitsLayout, ScalarLayout } from '../layout/layout.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { type AnyType, mistake, type Surroundings } from './type.ts';

/** The layout of an integer of fixed size that something else is shown as. */
export function integerBase(type: AnyType, surroundings: Surroundings, what: string): ScalarLayout | BitsLayout {
  const layout = type.definition.layoutIn(surroundings);
  if (layout.kind === 'bits') return layout;
  if (layout.kind === 'scalar') {
    const { family } = SCALARS[layout.scalar];
    if (family === 'integer' || family === 'bigint') return layout;
  }
  throw mistake(`${what} stands in an integer such as u8 or bits(3), not in a layout of kind '${layout.kind}'`);
}
