import type { Layout } from '../../../layout/layout.ts';
import type { Access, ReadOptions } from '../emitter.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { Place } from '../place.ts';
import { Source } from '../source.ts';
import { LARGEST_COPIED } from '../thresholds.ts';
import { emitView } from '../view-text.ts';
import { hasEmptyElements, hasUserFunctions, viewReads } from './layout-parts.ts';
import { MovingReader } from './moving-reader.ts';

/** Records with more values than this that are read faster with a view get one. */
const MOST_WITHOUT_VIEW = 4;

/** Source of the operations that read a layout whose places move. Each is the body of a function of `interpret` and `runtime`. */
export class MovingDecodeSource {
  readonly #layout: Layout;
  readonly #emitter: LayoutEmitter;
  readonly #options: ReadOptions;
  /** How a record is read of whose bytes there is no view yet. */
  readonly #access: Access;
  readonly #shared: Set<string> = new Set();

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
      this.#resetCount(source);
      source.line('const end = input.length;');
      this.#openInput(source, refusal);
      const reader = this.#reader(this.#access, source, { start: new Place(''), refusal });
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
    const emitRead = (access: Access, to: Source): void => {
      to.line('const end = bytes.length;');
      const reader = this.#reader(access, to, { start: new Place('at'), refusal });
      to.line(`return ${reader.decodeNext(this.#layout)};`);
    };
    source.block('return function decodeFrom(bytes, at)', () => {
      this.#resetCount(source);
      emitView(source, this.#access === 'bytes' ? 'find' : 'make');
      const isPlace = `typeof at === 'number' && at >>> 0 === at && at <= bytes.length`;
      source.line(`if (view === undefined || !(${isPlace})) ${refusal}`);
      if (this.#access === 'bytes') {
        const unseen = source.piece();
        unseen.block('function(bytes, at)', () => emitRead('bytes', unseen));
        source.line(`if (view === null) return ${source.constant(unseen.text)}(bytes, at);`);
      }
      emitRead('view', source);
    });
    return source.program;
  }

  /** All the records from `start` to `end`. */
  decodeMany(): string {
    const source = new Source();
    const refusal = 'return interpret.decodeMany(bytes, start, end);';
    source.block('return function decodeMany(bytes, start, end)', () => {
      source.line(`if (typeof start !== 'number' || typeof end !== 'number') ${refusal}`);
      source.line(`const view = ${source.helper('views')}.make(bytes);`);
      const isRange = 'start >>> 0 === start && end >>> 0 === end && end <= bytes.length';
      source.line(`if (view === undefined || !(${isRange})) ${refusal}`);
      this.#resetCount(source);
      source.line('const records = [];');
      source.line('let at = start;');
      source.block('while (at < end)', () => {
        const reader = this.#reader('view', source, { start: new Place('at'), refusal });
        const value = source.local(reader.decodeNext(this.#layout));
        reader.refuseIf(`${reader.at.text()} === at`);
        source.line(`records.push(${value});`);
        source.line(`at = ${reader.at.text()};`);
      });
      source.line('return records;');
    });
    return source.program;
  }

  /** Where a record ends that is whole and plain; -1 for all others. */
  sizeOf(): string {
    const source = new Source();
    const refusal = 'return -1;';
    source.block('return function sizeOf(bytes, at, end)', () => {
      this.#resetCount(source);
      emitView(source, 'make');
      source.line(`if (view === undefined || !(at >>> 0 === at && end <= bytes.length)) ${refusal}`);
      const reader = this.#reader('view', source, { start: new Place('at'), refusal, isMeasuring: true });
      reader.decodeNext(this.#layout);
      source.line(`return ${reader.at.text()} - at;`);
    });
    return source.program;
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

  #reader(
    access: Access,
    source: Source,
    {
      start,
      refusal,
      isMeasuring = false,
    }: { readonly start: Place; readonly refusal: string; readonly isMeasuring?: boolean },
  ): MovingReader {
    const program = {
      emitter: this.#emitter,
      access,
      ...this.#options,
      isMeasuring,
      functions: new Map<string, string>(),
      definitions: new Map<string, Layout>(),
      shared: this.#shared,
      blocks: 0,
    };
    return new MovingReader(program, source, start, 'end', refusal);
  }

  /** Elements of no bytes are counted over the whole call. */
  #resetCount(source: Source): void {
    if (!hasEmptyElements(this.#layout)) return;
    this.#shared.add('emptyElements');
    source.once('let emptyElements = 0;');
    source.line('emptyElements = 0;');
  }
}
