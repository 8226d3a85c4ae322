import type { FixedLayout } from '../operations.ts';
import type { ReadOptions } from './emitter.ts';
import { fixedReader } from './fixed-reader.ts';
import type { LayoutEmitter } from './layout-emitter.ts';
import { Place } from './place.ts';
import { NotCompilable, Source } from './source.ts';
import { MOST_LOCALS } from './thresholds.ts';
import { ValueWriter } from './value-writer.ts';

/**
 * Source of loops over many records of one layout: a call for each record would cost as much as the record.
 *
 * They stop at the first record that is not plain. The caller does that one by the codec, which says what is wrong.
 */
export class LoopSource {
  readonly #layout: FixedLayout;
  readonly #emitter: LayoutEmitter;
  readonly #options: ReadOptions;

  constructor(layout: FixedLayout, emitter: LayoutEmitter, options: ReadOptions) {
    this.#layout = layout;
    this.#emitter = emitter;
    this.#options = options;
  }

  /** Shows each record to a taker while it says true; gives where the first one stands that it has not seen. */
  decodeEach(): string {
    const { size } = this.#layout;
    const source = new Source();
    source.block('return function decodeEach(bytes, view, start, end, taker)', () => {
      source.line('let at = start;');
      source.block(`for (; at < end; at += ${size})`, () => {
        const reader = fixedReader(this.#emitter, this.#options, 'view', source, () => 'return at;');
        const value = reader.decode(this.#layout, new Place('at'));
        source.line(`if (!taker.see(${value})) return at + ${size};`);
      });
      source.line('return at;');
    });
    return source.program;
  }

  /** Writes one record to a page; `false` when it is not plain, or does not fit. */
  encodeNext(): string {
    const source = new Source();
    source.block('return function encodeNext(value, page)', () => {
      const writer = this.#emitChecks(source, 'return false;');
      // After the values were read: a getter may have written something to the page.
      source.line('const { bytes, view, at } = page;');
      source.line('if (at > page.last) return false;');
      writer.flush('view');
      source.line(`page.at = at + ${this.#layout.size};`);
      source.line('return true;');
    });
    return source.program;
  }

  /** Writes records of an array to a page, from an index on; gives the index of the first one that was not written. */
  encodeMany(): string {
    const { size } = this.#layout;
    const source = new Source();
    source.block('return function encodeMany(values, from, page)', () => {
      source.line('const { bytes, view } = page;');
      source.line('let i = from;');
      source.block(`for (let at = page.at; i < values.length; i++, page.at = at += ${size})`, () => {
        source.line('const value = values[i];');
        const writer = this.#emitChecks(source, 'return i;');
        source.line('if (page.at !== at || at > page.last) return i;'); // as above
        writer.flush('view');
      });
      source.line('return i;');
    });
    return source.program;
  }

  #emitChecks(source: Source, refusal: string): ValueWriter {
    if (this.#emitter.locals(this.#layout) > MOST_LOCALS) throw new NotCompilable();
    const writer = new ValueWriter(this.#emitter, source, { refusal, isZeroed: false, access: null });
    writer.encode(this.#layout, 'value', new Place('at'));
    return writer;
  }
}
