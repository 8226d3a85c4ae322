import { failure } from '../../errors/structwire-error.ts';
import { unknownEnumName } from '../../errors/value-errors.ts';
import type { EnumLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';

/** An integer with names. */
export const enumNode: BindNode<EnumLayout> = ({ base, names, as }, binder) => {
  const integer = binder.bind(base);
  const valueByName = new Map(names.map(({ name, value }) => [name, value]));
  const nameByValue = new Map<unknown, string>();
  for (const { name, value } of names) if (!nameByValue.has(Number(value))) nameByValue.set(Number(value), name);
  return {
    decode: (cursor) => {
      const value = integer.decode(cursor);
      return as === 'number' ? value : (nameByValue.get(Number(value)) ?? value);
    },
    encode: (value, cursor) => {
      if (typeof value !== 'string') return integer.encode(value, cursor);
      const known = valueByName.get(value);
      if (known === undefined) {
        throw failure(unknownEnumName, { name: value, known: [...valueByName.keys()] }, cursor.locate());
      }
      integer.encode(known, cursor);
    },
  };
};
