import { inputTooShort } from '../../errors/buffer-errors.ts';
import { beyondItsLength } from '../../errors/record-errors.ts';
import { type ErrorLocation, failure, type StructwireError } from '../../errors/structwire-error.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';

/** A step of a path: the name of a field or the index of an element. */
export type PathStep = string | number;

/** A record while it is being read or written. */
export class Scope {
  /** The fields read so far, or the value that is being written. */
  readonly values: object;
  readonly outer: Scope | null;
  /** Where the record starts. */
  readonly start: number;
  /** Where it ends, once that is known. */
  end = 0;
  /** Start and end of each field, by twice its index, for records in which something asks for them. */
  readonly marks: number[] = [];
  /** What can only be done when the whole record has been read or written. */
  readonly later: Patch[] = [];

  constructor(values: object, outer: Scope | null, start: number) {
    this.values = values;
    this.outer = outer;
    this.start = start;
  }
}

/** Something to check or to fill in later, at a place that may move until then. */
export interface Patch {
  at: number;
  /** A range of bytes that it looks at. */
  from: number;
  to: number;
  readonly path: readonly PathStep[];
  readonly run: (patch: Patch, cursor: Cursor) => void;
}

/** A checksum to be filled in. */
export interface PendingChecksum {
  readonly patch: Patch;
  readonly scope: Scope;
  readonly rank: number;
}

/** Where an interpreter stands: in the bytes (`at`) and in the value (`path`, of which `depth` steps count). */
export class Cursor {
  bytes: Uint8Array;
  view: DataView;
  /** Index into `bytes` of the node that is being read or written. */
  at: number;
  /** Reading ends here: the end of the input, or of the innermost run of known length. */
  end: number;
  /** How many runs of known length are around; beyond their end is a mistake, beyond that of the input is just too short. */
  runs = 0;
  /** What errors add to `at`: where `bytes` will stand in the caller's buffer, if they are a scratch copy. */
  base: number;
  /** Bytes that are decoded share the memory that is read instead of being copies. */
  isLending = false;
  readonly path: PathStep[] = [];
  depth = 0;
  limits: Limits = DEFAULT_LIMITS;
  /** The record that is being read or written, and through it those around. */
  scope: Scope | null = null;
  /** How many definitions are around. */
  nesting = 0;
  /** How many elements of no bytes were read. */
  emptyElements = 0;
  /** While encoding: what is filled in later and moves when bytes move. */
  readonly patches: Patch[] = [];
  /** While encoding: what is done when all else is written, in this order. */
  readonly afterwards: PendingChecksum[] = [];

  /** Making a view is slow; who has one passes it. */
  constructor(bytes: Uint8Array, at: number, base = 0, view: DataView = viewOf(bytes)) {
    this.bytes = bytes;
    this.view = view;
    this.at = at;
    this.end = bytes.length;
    this.base = base;
  }

  /** Stands at the start of other work, after work that went well. */
  reuse(bytes: Uint8Array, at: number, base: number, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
    this.at = at;
    this.end = bytes.length;
    this.base = base;
    this.emptyElements = 0;
  }

  /** The place as errors report it. A bound function, so that it can be handed on and called only on failure. */
  readonly locate = (): ErrorLocation => ({
    path: pathText(this.path.slice(0, this.depth)),
    offset: this.base + this.at,
  });

  /** Makes sure while decoding that `byteLength` bytes are there. */
  need(byteLength: number): void {
    if (byteLength > this.end - this.at) throw this.shortage(byteLength);
  }

  /** The error of bytes that are not there. */
  shortage(needed: number): StructwireError {
    const available = Math.max(this.end - this.at, 0);
    return failure(this.runs > 0 ? beyondItsLength : inputTooShort, { needed, available }, this.locate());
  }

  /** Makes room while encoding for `byteLength` more bytes; `bytes` and `view` may be new ones afterwards. */
  reserve(byteLength: number): void {
    const needed = this.at + byteLength;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, needed, 64));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

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
