import { failure } from '../../errors/structwire-error.ts';
import { unknownEnumName } from '../../errors/value-errors.ts';
import { integerKey, namesByKey } from '../../layout/integer-key.ts';
import type { EnumLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';

/** An integer with names. */
export const enumNode: BindNode<EnumLayout> = ({ base, names, as }, binder) => {
  const integer = binder.bind(base);
  const valueByName = new Map(names.map(({ name, value }) => [name, value]));
  const nameOf = namesByKey(names);
  return {
    decode: (cursor) => {
      const value = integer.decode(cursor);
      return as === 'number' ? value : (nameOf.get(integerKey(value)) ?? value);
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
