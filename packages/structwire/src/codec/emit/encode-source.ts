import type { FixedLayout } from '../operations.ts';
import { emitZeros } from './bytes-emit.ts';
import type { Access, Writer } from './emitter.ts';
import type { LayoutEmitter } from './layout-emitter.ts';
import { LARGEST_PIECE } from './memory.ts';
import { Place } from './place.ts';
import { emitRefusable, REFUSE } from './refusable.ts';
import { Source } from './source.ts';
import { MOST_BY_BYTES, MOST_LOCALS } from './thresholds.ts';
import { ValueWriter } from './value-writer.ts';
import { emitView } from './view-text.ts';

/** Up to here a `Uint8Array` is made fast, in the young heap. */
const LARGEST_SMALL_ARRAY = 64;

/** The values that an operation takes. */
export interface Values {
  /** As parameters, and as arguments of the same operation of the interpreter. */
  readonly list: string;
  /** What is refused before any value is looked at. */
  readonly refused: string | null;
  /** Emits the checks and stores of them. */
  readonly emit: (place: Place, writer: Writer) => void;
}

/** Source of the operations that write, for one layout. Each is the body of a function of `interpret` and `runtime`. */
export class EncodeSource {
  readonly #layout: FixedLayout;
  readonly #emitter: LayoutEmitter;
  readonly #isDirect: boolean;

  constructor(layout: FixedLayout, emitter: LayoutEmitter) {
    this.#layout = layout;
    this.#emitter = emitter;
    this.#isDirect = emitter.locals(layout) <= MOST_LOCALS;
  }

  encode(): string {
    return this.fresh('encode', new Source(), this.#oneValue());
  }

  encodeInto(): string {
    const list = (bytes: string, at: string): string => `value, ${bytes}, ${at}`;
    return this.into('encodeInto', list, new Source(), this.#oneValue());
  }

  #oneValue(): Values {
    const layout = this.#layout;
    const emit = (place: Place, writer: Writer): void => {
      if (writer.isPartial(layout)) emitZeros(place, layout.size, writer);
      writer.encode(layout, 'value', place);
    };
    return { list: 'value', refused: null, emit };
  }

  /** Source that writes into new bytes, which hold zeros. */
  protected fresh(name: string, source: Source, values: Values): string {
    const { size } = this.#layout;
    source.block(`return function ${name}(${values.list})`, () => {
      if (values.refused !== null) source.line(`if (${values.refused}) return interpret.${name}(...arguments);`);
      emitRefusable(source, `interpret.${name}(${values.list})`, () => {
        const memory = newMemory(size, source);
        if (!this.#isDirect) memory.open();
        const access = this.#isDirect ? null : memory.access;
        const writer = new ValueWriter(this.#emitter, source, { refusal: REFUSE, isZeroed: true, access });
        values.emit(memory.place, writer);
        if (this.#isDirect) memory.open();
        writer.flush(memory.access);
        source.line(`return ${memory.result};`);
      });
    });
    return source.program;
  }

  /** Source that writes into a caller's bytes: nothing is stored before all of it is known to be right. */
  protected into(name: string, list: (bytes: string, at: string) => string, source: Source, values: Values): string {
    const [bytes, at] = this.#isDirect ? ['bytes', 'at'] : ['target', 'start'];
    const parameters = list(bytes, at);
    const otherwise = `interpret.${name}(${parameters})`;
    source.block(`return function ${name}(${parameters})`, () => {
      if (values.refused !== null) source.line(`if (${values.refused}) return interpret.${name}(...arguments);`);
      emitRefusable(source, otherwise, () => {
        if (this.#isDirect) this.#storeDirectly(parameters, otherwise, source, values);
        else this.#storeStaged(source, values);
      });
    });
    return source.program;
  }

  #storeDirectly(parameters: string, otherwise: string, source: Source, values: Values): void {
    const isSmall = this.#emitter.locals(this.#layout) <= MOST_BY_BYTES;
    emitView(source, isSmall ? 'find' : 'make');
    if (isSmall) {
      const unseen = source.piece();
      unseen.block(`function(${parameters})`, () => {
        emitRefusable(unseen, otherwise, () => this.#checkAndStore('bytes', unseen, values));
      });
      source.line(`if (view === null) return ${source.constant(unseen.text)}(${parameters});`);
    }
    this.#checkAndStore('view', source, values);
  }

  #checkAndStore(access: Access, source: Source, values: Values): void {
    const { size } = this.#layout;
    const writer = new ValueWriter(this.#emitter, source, { refusal: REFUSE, isZeroed: false, access: null });
    values.emit(new Place('at'), writer);
    // After the values were read: a getter may have taken the buffer away.
    const noView = access === 'view' ? 'view === undefined || ' : '';
    writer.refuseIf(`${noView}typeof at !== 'number' || at >>> 0 !== at || !(bytes.length - at >= ${size})`);
    writer.flush(access);
    source.line(`return ${size};`);
  }

  #storeStaged(source: Source, values: Values): void {
    const { size } = this.#layout;
    const bounds = `typeof start !== 'number' || start >>> 0 !== start || !(target.length - start >= ${size})`;
    source.line(`if (!(target instanceof Uint8Array) || ${bounds}) ${REFUSE}`);
    const stage = source.constant(`${source.helper('stageOf')}(${size})`);
    source.line(`const memory = ${stage}.take();`);
    source.line('const { bytes, view } = memory;');
    const writer = new ValueWriter(this.#emitter, source, { refusal: REFUSE, isZeroed: false, access: 'view' });
    values.emit(new Place(''), writer);
    // Again, after the values were read: a getter may have taken the buffer away.
    source.line(`if (target.length - start < ${size}) ${REFUSE}`);
    source.line('target.set(bytes, start);');
    source.line(`${stage}.give(memory);`);
    source.line(`return ${size};`);
  }
}

interface NewMemory {
  readonly open: () => void;
  readonly place: Place;
  readonly access: Access;
  /** The expression of the bytes that are handed out. */
  readonly result: string;
}

/** Where new bytes of some length come from. */
function newMemory(size: number, source: Source): NewMemory {
  if (size <= LARGEST_SMALL_ARRAY) {
    const open = (): void => source.line(`const bytes = new Uint8Array(${size});`);
    return { open, place: new Place(''), access: 'bytes', result: 'bytes' };
  }
  if (size > LARGEST_PIECE) {
    const open = (): void => source.line(`const { bytes, view } = ${source.helper('memoryOf')}(${size});`);
    return { open, place: new Place(''), access: 'view', result: 'bytes' };
  }
  const slab = source.helper('slab');
  const open = (): void => {
    source.line(`const { buffer, bytes, view } = ${slab}.take(${size});`);
    source.line(`const at = ${slab}.start;`);
  };
  return { open, place: new Place('at'), access: 'view', result: `new Uint8Array(buffer, at, ${size})` };
}
