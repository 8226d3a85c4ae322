import type { Page } from '../codec/record-loops.ts';
import { NO_BYTES, NO_VIEW } from '../codec/views.ts';
import type { Slab } from './slab-pool.ts';

/** The part of a slab that one outbox fills, from where it took it up. */
export class OutboxPage implements Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  /** Where what has not been handed on begins. */
  start: number;
  /** The last place where a record may be put without a look at anything else. */
  last = -1;
  readonly #slab: Slab;
  readonly #first: number;

  constructor(slab: Slab) {
    this.bytes = slab.bytes;
    this.view = slab.view;
    this.at = this.start = slab.used;
    this.#slab = slab;
    this.#first = slab.used;
  }

  /** Bytes that have not been handed on. */
  get gathered(): number {
    return this.at - this.start;
  }

  hasRoom(byteLength: number): boolean {
    return this.at + byteLength <= this.bytes.length;
  }

  /** Too little is left to be of use. */
  useUp(): void {
    this.at = this.start = this.bytes.length;
  }

  /** What was handed on is nobody's any more: it may be written over. */
  rewind(): void {
    this.at = this.start = this.#first;
  }

  /** Writes no more, and gives the slab for whoever is next. */
  close(): Slab {
    this.last = -1;
    this.#slab.used = this.at;
    return this.#slab;
  }
}

/** For an outbox that has none: nothing fits. */
export const NO_PAGE: OutboxPage = /* @__PURE__ */ new OutboxPage({ bytes: NO_BYTES, view: NO_VIEW, used: 0 });
