import { tooDeep } from '../../errors/record-errors.ts';
import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { DefinitionsLayout, RefLayout } from '../../layout/layout.ts';
import { isOverflow } from '../emit/moving/definitions-helpers.ts';
import type { Binder, BindNode } from './binder.ts';
import type { Cursor, Scope } from './cursor.ts';
import { type BoundNode, decodeNext, encodeNext, type Measuring, measureNext } from './node.ts';

/** A layout with named ones in it. */
export const definitionsNode: BindNode<DefinitionsLayout> = ({ layout, definitions }, binder) => {
  for (const { name, layout: definition } of definitions)
    binder.definitions.set(name, { layout: definition, node: null });
  const node = binder.bind(layout);
  const named = Array.from(binder.definitions.values(), (definition) => definition.node);
  return {
    decode: node.decode,
    encode: node.encode,
    isEndless: [node, ...named].some((each) => each?.isEndless),
    ...(node.measure === undefined ? {} : { measure: node.measure }),
  };
};

/** A named layout: one level deeper, and out of sight of the records around. */
export const refNode: BindNode<RefLayout> = ({ name }, binder) => {
  const definition = bindDefinition(name, binder);
  return {
    decode: (cursor) => {
      const { nesting } = cursor;
      const outer = enter(cursor);
      try {
        const value = decodeNext(definition(), cursor);
        leave(cursor, outer);
        return value;
      } catch (error) {
        throw bearable(error, nesting, cursor);
      }
    },
    encode: (value, cursor) => {
      const { nesting } = cursor;
      const outer = enter(cursor);
      try {
        encodeNext(definition(), value, cursor);
        leave(cursor, outer);
      } catch (error) {
        throw bearable(error, nesting, cursor);
      }
    },
    *measure(cursor): Measuring {
      const { nesting } = cursor;
      const outer = enter(cursor);
      try {
        yield* measureNext(definition(), cursor);
        leave(cursor, outer);
      } catch (error) {
        throw bearable(error, nesting, cursor);
      }
    },
  };
};

/** The node of a definition, once it is bound: recursion asks for it before that. */
function bindDefinition(name: string, binder: Binder): () => BoundNode {
  const definition = binder.definitions.get(name);
  if (definition === undefined) throw failure(invalidLayout, { problem: `no definition '${name}'` });
  if (definition.node === null) {
    definition.node = UNBOUND;
    const around = binder.place;
    binder.place = null; // field paths inside a definition end at it
    definition.node = binder.bind(definition.layout);
    binder.place = around;
  }
  return () => definition.node ?? UNBOUND;
}

const unbound = (): never => {
  throw new Error('a definition was used before it was bound');
};
const UNBOUND: BoundNode = { size: null, decode: unbound, encode: unbound };

function enter(cursor: Cursor): Scope | null {
  const { maxDepth } = cursor.limits;
  if (cursor.nesting >= maxDepth) throw failure(tooDeep, { limit: maxDepth }, cursor.locate());
  cursor.nesting++;
  const outer = cursor.scope;
  cursor.scope = null;
  return outer;
}

/** The error of the outermost level when the call stack did not bear all the others; what else was thrown as it is. */
function bearable(error: unknown, nesting: number, cursor: Cursor): unknown {
  if (nesting > 0 || !isOverflow(error)) return error;
  return failure(tooDeep, { limit: cursor.limits.maxDepth }, cursor.locate(), { cause: error });
}

function leave(cursor: Cursor, outer: Scope | null): void {
  cursor.nesting--;
  cursor.scope = outer;
}
