import { type Kinds, tabulate } from './kind.ts';
import * as kinds from './kinds.ts';

/** Every kind of layout, for codecs of layouts that are not known before. */
export const ALL_KINDS: Kinds = /* @__PURE__ */ tabulate(Object.values(kinds));
