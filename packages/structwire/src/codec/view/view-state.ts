import { inputTooShort, offsetNotInteger, offsetOutOfRange } from '../../errors/buffer-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { PathStep } from '../interpret/cursor.ts';

/**
 * The state of every view, and what views have beside the fields of their records.
 *
 * Properties by literal names, because V8 looks these up faster than private or symbol ones once there are many classes
 * of views; what no record's field is likely to be called.
 */
export class ViewState {
  readonly '@bytes': Uint8Array;
  readonly '@view': DataView;
  '@at': number;
  /** The view this one was taken from, and the steps from there. */
  readonly '@outer': ViewState | null;
  readonly '@steps': readonly PathStep[];
  /** Byte length of the record; on the prototype of each class. */
  declare readonly '@size': number;
  /** The record as a plain object; on the prototype of each class. */
  declare readonly '@decode': (bytes: Uint8Array, at: number) => unknown;

  constructor(bytes: Uint8Array, view: DataView, at: number, outer: ViewState | null, steps: readonly PathStep[]) {
    this['@bytes'] = bytes;
    this['@view'] = view;
    this['@at'] = at;
    this['@outer'] = outer;
    this['@steps'] = steps;
  }

  moveTo(offset: number): this {
    this['@at'] = checkedStart(this['@bytes'], offset, this['@size']);
    return this;
  }

  toJSON(): unknown {
    return this['@decode'](this['@bytes'], this['@at']);
  }
}

/** Names of fields that a view cannot have. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  '@bytes',
  '@view',
  '@at',
  '@outer',
  '@steps',
  '@size',
  '@decode',
]);

/** Makes views of one type of record. */
export interface ViewClass {
  readonly prototype: ViewState;
  new (...state: ConstructorParameters<typeof ViewState>): ViewState;
}

/** Where a view stands in the outermost record. */
export function pathOf(view: ViewState): PathStep[] {
  const outer = view['@outer'];
  return outer === null ? [...view['@steps']] : [...pathOf(outer), ...view['@steps']];
}

/** The start of a record of which all bytes are there. */
export function checkedStart(bytes: Uint8Array, offset: number, size: number): number {
  if (offset >>> 0 === offset && bytes.length - offset >= size) return offset;
  if (!Number.isInteger(offset)) {
    throw failure(offsetNotInteger, { type: typeof offset === 'number' ? 'float' : typeof offset });
  }
  if (offset < 0 || !Number.isSafeInteger(offset))
    throw failure(offsetOutOfRange, { offset, bufferSize: bytes.length });
  if (bytes.length - offset >= size) return offset; // beyond 4 GiB
  throw failure(inputTooShort, { needed: size, available: Math.max(bytes.length - offset, 0) }, { offset });
}
