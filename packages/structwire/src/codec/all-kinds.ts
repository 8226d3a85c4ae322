import { SCALAR_KINDS } from './all-scalar-kinds.ts';
import { type Kind, type Kinds, tabulate } from './kind.ts';
import * as kinds from './kinds.ts';

const OTHER_KINDS: readonly Kind[] = /* @__PURE__ */ Object.values(kinds);

/** Every kind of layout, for codecs of layouts that are not known before. */
export const ALL_KINDS: Kinds = /* @__PURE__ */ tabulate(/* @__PURE__ */ OTHER_KINDS.concat(SCALAR_KINDS));
