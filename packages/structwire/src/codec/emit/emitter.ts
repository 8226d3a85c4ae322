import type { KindName } from '../../layout/kind-name.ts';
import type { Layout } from '../../layout/layout.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

/**
 * How generated code gets at memory: through `bytes` (a `Uint8Array`) alone, or through `view` (a `DataView` of the
 * same memory) as well. Making a view costs more than reading a small record without one.
 */
export type Access = 'bytes' | 'view';

/** Runs and arrays up to this many elements are written out; longer ones become loops. */
export const LONGEST_UNROLLED = 16;

/** What a codec was asked for that reading depends on. */
export interface ReadOptions {
  /** Bytes fields share the memory that is read instead of being copies. */
  readonly isLending: boolean;
  /** Elements of one array, at most. */
  readonly maxArrayLength: number;
}

/** What a kind emits its reading into. */
export interface Reader extends ReadOptions {
  readonly source: Source;
  readonly access: Access;
  /** Gives up when the condition holds: the interpreter starts over and says what is wrong. */
  readonly refuseIf: (condition: string) => void;
  /** Emits the reading of a child; gives the expression of its value. */
  readonly decode: (layout: Layout, place: Place) => string;
  /** The reader of code that stands in a function of its own, which gives up with another statement. */
  readonly inside: (source: Source, refusal: () => string) => Reader;
}

/**
 * What a kind emits its writing into: checks at once, stores when the writer says so.
 *
 * A direct writer makes all the checks before the first store, with the checked values in local variables. A staged
 * one writes to memory of its own and stores along the way.
 */
export interface Writer {
  readonly source: Source;
  /** The memory holds zeros where nothing has been stored yet. */
  readonly isZeroed: boolean;
  readonly refuseIf: (condition: string) => void;
  /** Emits what checks and writes a child. */
  readonly encode: (layout: Layout, value: string, place: Place) => void;
  /** Takes what emits the stores of values that are checked; it may be called twice, for one access each. */
  readonly store: (emit: (access: Access, source: Source) => void) => void;
  /** Whether a child writes only some bits of its bytes. */
  readonly isPartial: (layout: Layout) => boolean;
}

/** How one kind of layout becomes source. */
export interface Emit<L extends Layout> {
  /** Emits the statements that reading needs, and gives the expression of the value. */
  readonly decode: (layout: L, place: Place, reader: Reader) => string;
  /** Emits the checks of the value, and hands its stores to the writer. */
  readonly encode: (layout: L, value: string, place: Place, writer: Writer) => void;
  /** How many local variables hold a checked value; `Infinity` if only a staged writer can write it. */
  readonly locals: (layout: L, localsOf: (child: Layout) => number) => number;
  /** The node writes only some bits of its bytes, which must be zero before. */
  readonly isPartial?: (layout: L) => boolean;
}

/** The emitters by kind. A kind without one is left to the interpreter. */
export type Emitters = Readonly<Partial<Record<KindName, Emit<never>>>>;
