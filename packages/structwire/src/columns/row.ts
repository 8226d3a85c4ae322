/** Which byte a row's record starts at, in its only element: a number that moves without being made anew. */
export type Position = Int32Array | Float64Array;

// No names that a field could have.
export const VIEW: unique symbol = Symbol('view');
export const BYTES: unique symbol = Symbol('bytes');
export const AT: unique symbol = Symbol('at');
export const NESTED: unique symbol = Symbol('nested');

/** A row: getters of its class, by field name, and where it looks. Rows inside share its position, and so move with it. */
export interface Row {
  readonly [VIEW]: DataView;
  readonly [BYTES]: Uint8Array;
  readonly [AT]: Position;
  /** The rows inside, by the number of their class. */
  readonly [NESTED]: Row[];
}

/** Makes rows over some memory. */
export type RowClass = new (view: DataView, bytes: Uint8Array, at: Position) => Row;

/** A class of its own, still without getters. */
export function emptyRowClass(): RowClass {
  return class RowOfLayout implements Row {
    // Declared, and so written once: engines keep what they know of such a property through a loop.
    declare readonly [VIEW]: DataView;
    declare readonly [BYTES]: Uint8Array;
    declare readonly [AT]: Position;
    declare readonly [NESTED]: Row[];

    constructor(view: DataView, bytes: Uint8Array, at: Position) {
      this[VIEW] = view;
      this[BYTES] = bytes;
      this[AT] = at;
      this[NESTED] = [];
    }
  };
}
