import { tabulate } from '../codec/kind.ts';
import type { CodecOptions } from '../codec/kind-codec.ts';
import { ViewingCodec } from '../codec/view/viewing-codec.ts';
import { closed } from './close-type.ts';
import { type AnyType, definitionOf, type Infer, type InferInput } from './type.ts';

/**
 * A codec of a record that also shows records in place: `view(bytes)` has a getter and a setter for each field, and
 * decodes and encodes nothing else.
 *
 * @throws StructwireError `bad-limit`
 * @example
 * ```ts
 * import { f32, record, u32, viewable } from 'structwire';
 *
 * const Reading = viewable(record({ id: u32, value: f32 }));
 * const bytes = Reading.encode({ id: 7, value: 1.5 });
 * const view = Reading.view(bytes);
 * view.id += 1;
 * console.log(view.id, Reading.decode(bytes)); // 8 { id: 8, value: 1.5 }
 * ```
 */
export function viewable<T extends AnyType>(
  type: T,
  options: CodecOptions = {},
): ViewingCodec<Infer<T>, InferInput<T>> {
  const { layout, kinds, transforms } = closed(definitionOf(type));
  return new ViewingCodec(layout, { kinds: tabulate(kinds), transforms }, options);
}
