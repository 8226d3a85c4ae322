import type { BitsLayout, PrefixLayout, ScalarLayout, VarintLayout } from '../layout/layout.ts';
import type { ScalarName } from '../layout/scalar-name.ts';
import { SCALARS } from '../scalar/scalars.ts';
import { align, fixedSize, noSize, text } from './node-rules.ts';
import { object, optional, variant } from './object-rule.ts';
import { boolean, choice, type Rule, whole } from './rule.ts';

const scalarNames = Object.keys(SCALARS) as ScalarName[]; // the keys of the table
const shownAs = optional(choice('bigint', 'number'));

export const scalar: Rule<ScalarLayout> = object<ScalarLayout>({
  kind: choice('scalar'),
  size: fixedSize,
  align,
  scalar: choice(...scalarNames),
  endian: choice('le', 'be'),
  as: shownAs,
  overflow: optional(choice('infinity')),
  label: text,
});

export const varint: Rule<VarintLayout> = object<VarintLayout>({
  kind: choice('varint'),
  size: noSize,
  align,
  bits: choice(32, 64),
  zigzag: boolean,
  as: shownAs,
});

export const bits: Rule<BitsLayout> = object<BitsLayout>({
  kind: choice('bits'),
  size: fixedSize,
  align,
  width: whole(1, 64),
  bit: whole(0, 7),
  order: choice('lsb', 'msb'),
  signed: boolean,
  as: optional(choice('bool')),
  label: text,
});

export const prefix: Rule<PrefixLayout> = variant<PrefixLayout>()('kind', { scalar, varint });
