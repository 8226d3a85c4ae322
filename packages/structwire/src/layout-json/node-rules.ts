import type { FieldPath } from '../layout/layout.ts';
import { type OptionalRule, optional } from './object-rule.ts';
import { choice, list, nullable, type Rule, string, whole } from './rule.ts';

// What many nodes have.

export const fixedSize: Rule<number> = /* @__PURE__ */ whole(0);
export const noSize: Rule<null> = /* @__PURE__ */ choice(null);
export const anySize: Rule<number | null> = /* @__PURE__ */ nullable(whole(0));
export const align: Rule<number> = /* @__PURE__ */ whole(1);
/** A text that may be missing. */
export const text: OptionalRule<string> = /* @__PURE__ */ optional(string);
export const fieldPath: Rule<FieldPath> = /* @__PURE__ */ list(string, 1);
