import type { Cursor } from './cursor.ts';

/**
 * One node of a layout, made ready to run.
 *
 * The caller of a fixed-size node has made sure that its bytes are there (`need`, `reserve`), and moves `at` itself; a
 * node of variable size does so for itself and leaves `at` behind its last byte.
 */
export interface Node {
  readonly decode: (cursor: Cursor) => unknown;
  readonly encode: (value: unknown, cursor: Cursor) => void;
  /** What records read and write without calling the node, or 0; see `quick.ts`. A node that is watched has none. */
  readonly quick?: number;
  /** Nodes of variable size: moves `at` behind the value without building it. */
  readonly measure?: (cursor: Cursor) => Measuring;
  /** It goes on to the end of the bytes that it is given: they do not say where it ends. */
  readonly isEndless?: boolean;
}

/**
 * A walk over bytes of which more may come: yields the index that the bytes must reach before it can go on. While it
 * waits, the cursor gets the longer bytes.
 */
export type Measuring = Generator<number, void, void>;

/** A node that knows its size: `null` for variable. */
export interface BoundNode extends Node {
  readonly size: number | null;
}

/** Decodes a node of any size at `at` and moves behind it. */
export function decodeNext(node: BoundNode, cursor: Cursor): unknown {
  if (node.size === null) return node.decode(cursor);
  cursor.need(node.size);
  const start = cursor.at;
  const value = node.decode(cursor);
  cursor.at = start + node.size;
  return value;
}

/** Encodes a node of any size at `at` and moves behind it. */
export function encodeNext(node: BoundNode, value: unknown, cursor: Cursor): void {
  if (node.size === null) {
    node.encode(value, cursor);
    return;
  }
  cursor.reserve(node.size);
  const start = cursor.at;
  node.encode(value, cursor);
  cursor.at = start + node.size;
}

/** Moves behind a node of any size without building its value. */
export function* measureNext(node: BoundNode, cursor: Cursor): Measuring {
  if (node.size !== null) cursor.at += node.size;
  else if (node.measure !== undefined) yield* node.measure(cursor);
}

/** Waits until the bytes reach `byteLength` beyond `at`. */
export function* awaitBytes(cursor: Cursor, byteLength: number): Measuring {
  const wanted = cursor.at + byteLength;
  while (wanted > cursor.end) yield wanted;
}

/** Measures a node, waits for its bytes and decodes it: for values that decide over what comes behind. */
export function* decodeWhenThere(node: BoundNode, cursor: Cursor): Generator<number, unknown, void> {
  const start = cursor.at;
  yield* measureNext(node, cursor);
  const end = cursor.at;
  cursor.at = start;
  yield* awaitBytes(cursor, end - start);
  const value = decodeNext(node, cursor);
  cursor.at = end;
  return value;
}

const NO_WAIT: readonly number[] = [];

/** What can be told without any more bytes, in the form of what waits for them. */
export function* atOnce<T>(tell: () => T): Generator<number, T, void> {
  yield* NO_WAIT;
  return tell();
}
