import type {
  BlobLayout,
  Extent,
  FieldExtent,
  FixedExtent,
  PrefixExtent,
  RestExtent,
  TerminatedExtent,
  TextLayout,
} from '../layout/layout.ts';
import { prefix } from './integer-rules.ts';
import { fieldPath } from './node-rules.ts';
import { type OptionalRule, object, optional, variant } from './object-rule.ts';
import { choice, type Rule, whole } from './rule.ts';

/** What a number that is read stands for. */
export const arithmetic: { readonly times: OptionalRule<number>; readonly plus: OptionalRule<number> } = {
  times: optional(whole(1)),
  plus: optional(whole(Number.MIN_SAFE_INTEGER)),
};

const fixed = object<FixedExtent>({ by: choice('fixed'), value: whole(0) });
const field = object<FieldExtent>({ by: choice('field'), field: fieldPath, ...arithmetic });
const inFront = object<PrefixExtent>({ by: choice('prefix'), prefix, ...arithmetic });
const rest = object<RestExtent>({ by: choice('rest') });
const terminator = object<TerminatedExtent>({ by: choice('terminator'), max: whole(0) });

export const extent: Rule<Extent> = variant<Extent>()('by', { fixed, field, prefix: inFront, rest });
export const readExtent: Rule<BlobLayout['length']> = variant<BlobLayout['length']>()('by', {
  field,
  prefix: inFront,
  rest,
});
export const textExtent: Rule<TextLayout['length']> = variant<TextLayout['length']>()('by', {
  fixed,
  field,
  prefix: inFront,
  rest,
  terminator,
});
