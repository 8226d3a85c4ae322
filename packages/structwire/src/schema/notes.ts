import { recordKind } from '../codec/kinds.ts';
import { type AnyType, type Infer, type InferInput, mistake, type RefsOf, type Type } from './type.ts';

/** Values that a default can have. */
export type DefaultValue = number | bigint | string | boolean;

/**
 * A type with a value for encoding to take when its field is left out. It goes around all of the field's type: what is inside
 * another type is never left out.
 *
 * @throws StructwireError `invalid-layout`
 * @example
 * ```ts
 * import { record, u16, u8, withDefault } from 'structwire';
 *
 * const Request = record({ version: withDefault(u8, 2), id: u16 });
 * console.log(Request.encode({ id: 1 }).join(' ')); // 2 1 0
 * ```
 */
export function withDefault<T extends AnyType>(
  type: T,
  value: InferInput<T> & DefaultValue,
): Type<Infer<T>, InferInput<T> | undefined, RefsOf<T>> {
  const given: unknown = value;
  if (typeof given === 'object' || typeof given === 'function')
    throw mistake('a default is a number, bigint, text or boolean');
  const { kinds, notes } = type.definition;
  return {
    definition: { ...type.definition, kinds: new Set([...kinds, recordKind]), notes: { ...notes, default: value } },
  };
}

/** A type with a line about its field and the unit of its value, for tables and generated documents. */
export function documented<T extends AnyType>(
  type: T,
  doc: string,
  unit?: string,
): Type<Infer<T>, InferInput<T>, RefsOf<T>> {
  const notes = { ...type.definition.notes, doc, ...(unit === undefined ? {} : { unit }) };
  return { definition: { ...type.definition, notes } };
}
