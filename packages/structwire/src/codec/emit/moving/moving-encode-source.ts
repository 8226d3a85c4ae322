import type { Layout } from '../../../layout/layout.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { Place } from '../place.ts';
import { Source } from '../source.ts';
import { MovingWriter } from './moving-writer.ts';

/** Source of the operations that write a layout whose places move. Each is the body of a function of `interpret` and `runtime`. */
export class MovingEncodeSource {
  readonly #layout: Layout;
  readonly #emitter: LayoutEmitter;

  constructor(layout: Layout, emitter: LayoutEmitter) {
    this.#layout = layout;
    this.#emitter = emitter;
  }

  encode(): string {
    const source = new Source();
    source.block('return function encode(value)', () => {
      const length = this.#build(source, 'return interpret.encode(value);');
      source.line(`const record = ${source.helper('cutRecord')}(memory, ${length}, ${source.helper('slab')});`);
      source.line('store.give(memory);');
      source.line('return record;');
    });
    return source.program;
  }

  encodeInto(): string {
    const source = new Source();
    const refusal = 'return interpret.encodeInto(value, target, start);';
    source.block('return function encodeInto(value, target, start)', () => {
      const isPlace = `typeof start === 'number' && start >>> 0 === start`;
      source.line(`if (!(target instanceof Uint8Array && ${isPlace})) ${refusal}`);
      const length = this.#build(source, refusal);
      // After the values were read: a getter may have taken the buffer away.
      source.line(`if (!(target.length - start >= ${length})) ${refusal}`);
      source.line(`${source.helper('putRecord')}(target, start, memory, ${length}, ${source.helper('views')});`);
      source.line('store.give(memory);');
      source.line(`return ${length};`);
    });
    return source.program;
  }

  /** Emits what builds the record in scratch memory; gives the expression of its length. */
  #build(source: Source, refusal: string): string {
    source.once(`const store = ${source.helper('scratchStore')}();`);
    source.line('const memory = store.take();');
    source.line('let { bytes, view } = memory;');
    const program = {
      emitter: this.#emitter,
      functions: new Map<string, string>(),
      definitions: new Map<string, Layout>(),
      blocks: 0,
    };
    const writer = new MovingWriter(program, source, new Place(''), refusal);
    writer.encodeNext(this.#layout, 'value');
    const length = source.local(writer.at.text());
    for (const emit of writer.atEnd) emit();
    return length;
  }
}
