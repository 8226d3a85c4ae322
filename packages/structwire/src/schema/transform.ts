import { recordKind, transformKind } from '../codec/kinds.ts';
import type { TransformLayout } from '../layout/layout.ts';
import {
  type AnyType,
  defineType,
  definitionOf,
  type Infer,
  type InferInput,
  type RefsOf,
  refuseDefault,
  type Type,
} from './type.ts';

/**
 * Values of a type as something else: `decode` makes it from what the type gives, `encode` makes what the type takes.
 *
 * The functions stay in the program: a schema with them cannot be written to a file. `name` is what errors and tables
 * call it.
 *
 * @throws StructwireError `transform-failed` with what a function threw as its `cause`.
 * @example
 * ```ts
 * import { bytes, record, transform } from 'structwire';
 *
 * const ipv4 = transform(bytes(4), {
 *   name: 'ipv4',
 *   decode: (address) => address.join('.'),
 *   encode: (text: string) => Uint8Array.from(text.split('.'), Number),
 * });
 * console.log(record({ source: ipv4 }).decode(Uint8Array.of(127, 0, 0, 1)).source); // 127.0.0.1
 * ```
 */
export function transform<T extends AnyType, Out, In = Out>(
  type: T,
  functions: {
    readonly decode: (value: Infer<T>) => Out;
    readonly encode: (value: In) => InferInput<T>;
    readonly name?: string;
  },
): Type<Out, In, RefsOf<T>> {
  const { decode, encode, name = 'transform' } = functions;
  refuseDefault(definitionOf(type));
  const id = `${name}#${++transformsSoFar}`;
  return defineType({
    kinds: [transformKind, recordKind],
    shows: type,
    transforms: new Map([[id, { decode, encode }]]),
    layoutIn: (surroundings): TransformLayout => {
      const layout = type.definition.layoutIn(surroundings);
      return Object.freeze({ kind: 'transform', size: layout.size, align: layout.align, layout, id });
    },
  });
}

/** Tells transformations of the same name apart; nothing that is sent or compared depends on it. */
let transformsSoFar = 0;
