import type { DefinitionsLayout, RefLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor, Scope } from './cursor.ts';
import { decodeNext, encodeNext, type Measuring, measureNext } from './node.ts';

/** A layout with named ones in it. */
export const definitionsNode: BindNode<DefinitionsLayout> = ({ layout, definitions }, binder) => {
  binder.define(definitions);
  const node = binder.bind(layout);
  return {
    decode: node.decode,
    encode: node.encode,
    ...(node.measure === undefined ? {} : { measure: node.measure }),
  };
};

/** A named layout: one level deeper, and out of sight of the records around. */
export const refNode: BindNode<RefLayout> = ({ name }, binder) => {
  const definition = binder.definition(name);
  return {
    decode: (cursor) => {
      const outer = enter(cursor);
      const value = decodeNext(definition(), cursor);
      leave(cursor, outer);
      return value;
    },
    encode: (value, cursor) => {
      const outer = enter(cursor);
      encodeNext(definition(), value, cursor);
      leave(cursor, outer);
    },
    *measure(cursor): Measuring {
      const outer = enter(cursor);
      yield* measureNext(definition(), cursor);
      leave(cursor, outer);
    },
  };
};

function enter(cursor: Cursor): Scope | null {
  cursor.descend();
  const outer = cursor.scope;
  cursor.scope = null;
  return outer;
}

function leave(cursor: Cursor, outer: Scope | null): void {
  cursor.nesting--;
  cursor.scope = outer;
}
