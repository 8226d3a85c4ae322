import type { Layout } from '../layout/layout.ts';
import { ALL_KINDS } from './all-kinds.ts';
import type { CodecOptions } from './kind-codec.ts';
import { ViewingCodec } from './view/viewing-codec.ts';

/**
 * The codec of any layout, such as one that was read from a file.
 *
 * @throws StructwireError `invalid-layout`, `unknown-field` at the first use for a layout that contradicts itself.
 */
export class LayoutCodec<Out, In = Out> extends ViewingCodec<Out, In> {
  constructor(layout: Layout, options: CodecOptions = {}) {
    super(layout, { kinds: ALL_KINDS }, options);
  }
}
