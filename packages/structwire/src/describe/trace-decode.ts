import { ALL_KINDS } from '../codec/all-kinds.ts';
import type { Binder, BindNode, KindTable, TransformFunctions } from '../codec/interpret/binder.ts';
import { Cursor, pathText } from '../codec/interpret/cursor.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';

/** A value without parts that was read on the way through a record. */
export interface TracedValue {
  readonly layout: Layout;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/** Their parts are read by nodes of their own. */
const GROUPS: ReadonlySet<Layout['kind']> = new Set<Layout['kind']>([
  'tuple',
  'record',
  'array',
  'overlay',
  'sized',
  'optional',
  'union',
  'definitions',
  'ref',
]);

/**
 * Every value without parts that decoding a record reads, in the order in which it reads them: the interpreter at work,
 * watched. Where the record is cut short or broken, the values before that place.
 */
export function traceDecode(layout: Layout, bytes: Uint8Array): TracedValue[] {
  const trace: Trace = { values: [], isInside: false };
  const root = interpret(layout, watchedKinds(trace), new AsStored());
  try {
    root.decode(new Cursor(bytes, 0));
  } catch (error) {
    if (!isStructwireError(error)) throw error;
  }
  return trace.values;
}

/** User functions are no part of a layout: what they would be given is shown. */
class AsStored extends Map<string, TransformFunctions> {
  override get(): TransformFunctions {
    return { decode: (value) => value, encode: (value) => value };
  }
}

interface Trace {
  readonly values: TracedValue[];
  /** A value is being read: what it is made of, such as the integer that counts its bytes, is no value of its own. */
  isInside: boolean;
}

function watchedKinds(trace: Trace): KindTable {
  const kinds = Object.entries(ALL_KINDS.nodes);
  return Object.fromEntries(kinds.map(([kind, bind]) => [kind, watched(bind as BindNode<Layout>, trace)]));
}

function watched(bind: BindNode<Layout>, trace: Trace): BindNode<never> {
  return (layout: Layout, binder: Binder) => {
    const node = bind(layout, binder);
    if (GROUPS.has(layout.kind)) return node;
    return {
      ...node,
      quick: 0, // nobody reads past the watch
      decode: (cursor) => {
        if (trace.isInside) return node.decode(cursor);
        const start = cursor.at;
        const path = pathText(cursor.path.slice(0, cursor.depth));
        trace.isInside = true;
        const value = node.decode(cursor);
        trace.isInside = false;
        const end = layout.size === null ? cursor.at : start + layout.size;
        trace.values.push({ layout, path, start, end, value });
        return value;
      },
    };
  };
}
