import type { ErrorLocation } from '../../errors/structwire-error.ts';
import type { Layout } from '../../layout/layout.ts';

/** A step of a path: the name of a field or the index of an element. */
export type PathStep = string | number;

/** Where an interpreter stands: in the bytes (`at`) and in the value (`path`, of which `depth` steps count). */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Index into `bytes` of the node that is being read or written. */
  at: number;
  readonly path: PathStep[] = [];
  depth = 0;
  /** Bytes fields share the memory that is read instead of being copies. */
  isLending = false;
  /** What errors add to `at`: where `bytes` will stand in the caller's buffer, if they are a scratch copy. */
  readonly base: number;

  constructor(bytes: Uint8Array, at: number, base = 0) {
    // A Buffer becomes the plain array below it: its slice() is no copy.
    const { buffer, byteOffset, byteLength } = bytes;
    this.bytes = bytes.constructor === Uint8Array ? bytes : new Uint8Array(buffer, byteOffset, byteLength);
    this.base = base;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  /** The place as errors report it. A bound function, so that it can be handed on and called only on failure. */
  readonly locate = (): ErrorLocation => ({
    path: pathText(this.path.slice(0, this.depth)),
    offset: this.base + this.at,
  });
}

/**
 * One node of a layout, made ready to run.
 *
 * The caller of a fixed-size node has made sure that its bytes are there, and moves `at` itself; a node of variable
 * size checks for itself and leaves `at` behind its last byte.
 */
export interface Node {
  readonly decode: (cursor: Cursor) => unknown;
  readonly encode: (value: unknown, cursor: Cursor) => void;
}

/** Makes nodes of one kind of layout; `bind` makes those of its children. */
export type BindNode<L extends Layout> = (layout: L, bind: (child: Layout) => Node) => Node;

/** `header.items[3].length` for `['header', 'items', 3, 'length']`; names that are no identifiers are quoted. */
export function pathText(steps: readonly PathStep[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
