import type { FixedLayout } from '../operations.ts';
import type { Access, Reader, ReadOptions } from './emitter.ts';
import { fixedReader } from './fixed-reader.ts';
import type { LayoutEmitter } from './layout-emitter.ts';
import { Place } from './place.ts';
import { emitRefusable, REFUSE } from './refusable.ts';
import { Source } from './source.ts';
import { LARGEST_COPIED, MOST_BY_BYTES } from './thresholds.ts';
import { emitView } from './view-text.ts';

/** Larger records are not read byte by byte. */
const LARGEST_BY_BYTES = 64;

const REFUSED_FROM = 'interpret.decodeFrom(bytes, at)';

/** Source of the operations that read, for one layout. Each is the body of a function of `interpret` and `runtime`. */
export class DecodeSource {
  readonly #layout: FixedLayout;
  readonly #emitter: LayoutEmitter;
  readonly #options: ReadOptions;

  constructor(layout: FixedLayout, emitter: LayoutEmitter, options: ReadOptions) {
    this.#layout = layout;
    this.#emitter = emitter;
    this.#options = options;
  }

  /** A record that is the whole of its bytes. */
  decode(): string {
    const { size } = this.#layout;
    const source = new Source();
    source.block('return function decode(bytes)', () => {
      emitRefusable(source, 'interpret.decode(bytes)', () => {
        source.line(`if (!(bytes instanceof Uint8Array) || bytes.length !== ${size}) ${REFUSE}`);
        if (this.#isSmall) return this.#emitReturn(new Place(''), 'bytes', source);
        if (size > LARGEST_COPIED) {
          source.line(`const view = ${source.helper('views')}.make(bytes);`);
          source.line(`if (view === undefined) ${REFUSE}`);
        } else {
          const memory = source.constant(`${source.helper('memoryOf')}(${size})`);
          source.line(`${memory}.bytes.set(bytes);`);
          source.line(`const view = ${memory}.view;`);
        }
        this.#emitReturn(new Place(''), 'view', source);
      });
    });
    return source.program;
  }

  /** A record somewhere in bytes. */
  decodeFrom(): string {
    const source = new Source();
    const bounds = `typeof at !== 'number' || at >>> 0 !== at || !(bytes.length - at >= ${this.#layout.size})`;
    source.block('return function decodeFrom(bytes, at)', () => {
      emitRefusable(source, REFUSED_FROM, () => {
        emitView(source, this.#isSmall ? 'find' : 'make');
        source.line(`if (view === undefined || ${bounds}) ${REFUSE}`);
        if (this.#isSmall) source.line(`if (view === null) return ${this.#emitUnseen(source)}(bytes, at);`);
        this.#emitReturn(new Place('at'), 'view', source);
      });
    });
    return source.program;
  }

  /** All the records from `start` to `end`. */
  decodeMany(): string {
    const { size } = this.#layout;
    const source = new Source();
    source.block('return function decodeMany(bytes, start, end)', () => {
      emitRefusable(source, 'interpret.decodeMany(bytes, start, end)', () => {
        source.line(`if (typeof start !== 'number' || typeof end !== 'number') ${REFUSE}`);
        source.line(`const view = ${source.helper('views')}.make(bytes);`);
        source.line(`const count = (end - start) / ${size};`);
        const isRange = 'start >>> 0 === start && end >>> 0 === end && end <= bytes.length && count >>> 0 === count';
        source.line(`if (view === undefined || !(${isRange})) ${REFUSE}`);
        source.line('const records = new Array(count);');
        source.block(`for (let i = 0, at = start; i < count; i++, at += ${size})`, () => {
          const reader = this.#reader('view', source);
          source.line(`records[i] = ${reader.decode(this.#layout, new Place('at'))};`);
        });
        source.line('return records;');
      });
    });
    return source.program;
  }

  /** Reading without a view is cheaper than making one. */
  get #isSmall(): boolean {
    return this.#layout.size <= LARGEST_BY_BYTES && this.#emitter.locals(this.#layout) <= MOST_BY_BYTES;
  }

  /** A function for bytes of which there is no view yet. */
  #emitUnseen(source: Source): string {
    const body = source.piece();
    body.block('function(bytes, at)', () => {
      emitRefusable(body, REFUSED_FROM, () => this.#emitReturn(new Place('at'), 'bytes', body));
    });
    return source.constant(body.text);
  }

  #emitReturn(place: Place, access: Access, source: Source): void {
    const value = this.#reader(access, source).decode(this.#layout, place);
    source.line(`return ${value};`);
  }

  #reader(access: Access, source: Source): Reader {
    return fixedReader(this.#emitter, this.#options, access, source, () => REFUSE);
  }
}
