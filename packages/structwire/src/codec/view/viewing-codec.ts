import type { Layout } from '../../layout/layout.ts';
import { asBytes } from '../bytes-like.ts';
import { interpret } from '../interpret/interpret.ts';
import { type CodecOptions, type CodecParts, KindCodec } from '../kind-codec.ts';
import { openView } from './open-view.ts';
import { viewClassOf } from './view-class.ts';
import type { ViewClass } from './view-state.ts';
import type { RecordView } from './view-type.ts';

/** A codec that also shows records in place. A class of its own, so that programs without views do not hold their code. */
export class ViewingCodec<Out, In = Out> extends KindCodec<Out, In> {
  readonly #makeClass: () => ViewClass;
  #viewClass: ViewClass | undefined;

  /** @throws StructwireError `bad-limit` */
  constructor(layout: Layout, parts: CodecParts, options: CodecOptions = {}) {
    super(layout, parts, options);
    const { kinds, transforms } = parts;
    const settings = {
      bind: (part: Layout) => interpret(part, kinds.nodes, transforms),
      isLending: options.bytes === 'view',
    };
    this.#makeClass = () => viewClassOf(layout, settings);
  }

  /**
   * The record at `offset` (default 0) in place: reading a property of the view decodes that one field, setting one
   * encodes it into these bytes, or throws and changes nothing. Needs no code generation and is as fast as compiled code
   * under a policy that forbids it.
   *
   * For records of fixed size. The view holds on to the bytes; once their buffer is transferred away, its properties
   * throw what the engine throws.
   *
   * @throws StructwireError `not-viewable`, `input-too-short`, `offset-not-integer`, `offset-out-of-range`.
   *
   * @example
   * ```ts
   * import { struct } from 'structwire';
   *
   * const reading = struct('<id:I value:f');
   * const bytes = reading.encode({ id: 7, value: 1.5 });
   * const view = reading.view(bytes);
   * view.id += 1;
   * console.log(view.id, reading.decode(bytes)); // 8 { id: 8, value: 1.5 }
   * ```
   */
  view(bytes: Uint8Array, offset = 0): RecordView<Out> {
    this.#viewClass ??= this.#makeClass();
    return openView(this.#viewClass, asBytes(bytes), offset) as unknown as RecordView<Out>; // its class has the fields
  }
}
