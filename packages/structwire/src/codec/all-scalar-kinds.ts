import type { Kind } from './kind.ts';
import * as scalarKinds from './scalar-kinds.ts';

/** The kinds of all scalars. */
export const SCALAR_KINDS: readonly Kind[] = /* @__PURE__ */ Object.values(scalarKinds);
