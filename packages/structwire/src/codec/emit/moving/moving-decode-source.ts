import type { Layout } from '../../../layout/layout.ts';
import type { ReadOptions } from '../decode-source.ts';
import type { Access } from '../emitter.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { Place } from '../place.ts';
import { Source } from '../source.ts';
import { hasEmptyElements, hasUserFunctions, viewReads } from './layout-parts.ts';
import { MovingReader } from './moving-reader.ts';

/** Records with more values than this that are read faster with a view get one. */
const MOST_WITHOUT_VIEW = 4;
/** Records up to this size are copied to where a view exists already, instead of making one. */
const LARGEST_COPIED = 4096;

/** Source of the operations that read a layout whose places move. Each is the body of a function of `interpret` and `runtime`. */
export class MovingDecodeSource {
  readonly #layout: Layout;
  readonly #emitter: LayoutEmitter;
  readonly #options: ReadOptions;
  readonly #access: Access;

  constructor(layout: Layout, emitter: LayoutEmitter, options: ReadOptions) {
    this.#layout = layout;
    this.#emitter = emitter;
    this.#options = options;
    this.#access = viewReads(layout) > MOST_WITHOUT_VIEW ? 'view' : 'bytes';
  }

  /** A record that is the whole of its bytes. */
  decode(): string {
    const source = new Source();
    const refusal = 'return interpret.decode(input);';
    source.block('return function decode(input)', () => {
      source.line(`if (!(input instanceof Uint8Array)) ${refusal}`);
      source.line('const end = input.length;');
      this.#openInput(source, refusal);
      const reader = this.#reader(source, new Place(''), refusal);
      const value = source.local(reader.decodeNext(this.#layout));
      reader.refuseIf(`${reader.at.text()} !== end`);
      source.line(`return ${value};`);
    });
    return source.program;
  }

  /** A record somewhere in bytes. */
  decodeFrom(): string {
    const source = new Source();
    const refusal = 'return interpret.decodeFrom(bytes, at);';
    source.block('return function decodeFrom(bytes, at)', () => {
      this.#openBytes(source, refusal);
      source.line(`if (typeof at !== 'number' || at >>> 0 !== at || !(at <= bytes.length)) ${refusal}`);
      source.line('const end = bytes.length;');
      source.line(`return ${this.#reader(source, new Place('at'), refusal).decodeNext(this.#layout)};`);
    });
    return source.program;
  }

  /** All the records from `start` to `end`. */
  decodeMany(): string {
    const source = new Source();
    const refusal = 'return interpret.decodeMany(bytes, start, end);';
    source.block('return function decodeMany(bytes, start, end)', () => {
      source.line(`if (typeof start !== 'number' || typeof end !== 'number') ${refusal}`);
      this.#openBytes(source, refusal);
      source.line(`if (start >>> 0 !== start || end >>> 0 !== end || !(end <= bytes.length)) ${refusal}`);
      source.line('const records = [];');
      source.line('let at = start;');
      source.block('while (at < end)', () => {
        const reader = this.#reader(source, new Place('at'), refusal);
        const value = source.local(reader.decodeNext(this.#layout));
        reader.refuseIf(`${reader.at.text()} === at`);
        source.line(`records.push(${value});`);
        source.line(`at = ${reader.at.text()};`);
      });
      source.line('return records;');
    });
    return source.program;
  }

  #openBytes(source: Source, refusal: string): void {
    if (this.#access === 'bytes') {
      source.line(`if (!(bytes instanceof Uint8Array)) ${refusal}`);
      return;
    }
    const views = source.helper('views');
    source.line(`const view = bytes === ${views}.bytes ? ${views}.view : ${views}.make(bytes);`);
    source.line(`if (view === undefined) ${refusal}`);
  }

  /** Short input is copied to where there is a view, unless its bytes are lent, or something may read meanwhile. */
  #openInput(source: Source, refusal: string): void {
    if (this.#access === 'bytes') {
      source.line('const bytes = input;');
      return;
    }
    source.line('let bytes = input, view;');
    const make = (): void => {
      source.line(`view = ${source.helper('views')}.make(input);`);
      source.line(`if (view === undefined) ${refusal}`);
    };
    if (this.#options.isLending || hasUserFunctions(this.#layout)) {
      make();
      return;
    }
    const memory = source.constant(`${source.helper('memoryOf')}(${LARGEST_COPIED})`);
    source.block(`if (end <= ${LARGEST_COPIED})`, () => {
      source.line(`({ bytes, view } = ${memory});`);
      source.line('bytes.set(input);');
    });
    source.block('else', make);
  }

  #reader(source: Source, start: Place, refusal: string): MovingReader {
    const program = {
      emitter: this.#emitter,
      access: this.#access,
      ...this.#options,
      functions: new Map<string, string>(),
      definitions: new Map<string, Layout>(),
      shared: new Set<string>(),
      blocks: 0,
    };
    const reader = new MovingReader(program, source, start, 'end', refusal);
    if (hasEmptyElements(this.#layout)) source.line(`${reader.shared('emptyElements')} = 0;`);
    return reader;
  }
}
