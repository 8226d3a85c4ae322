import type { Codec } from './codec.ts';
import { type Codegen, compileOnDemand } from './compile.ts';
import { InterpretedOperations } from './interpreted.ts';
import type { FixedLayout, Operations } from './operations.ts';
import { sourceOf } from './sources.ts';

/** How a codec goes about its work. */
export interface CodecOptions {
  /** When source is compiled: `auto` (default) for operations that are used a lot, `eager` at the first call, `never`. */
  readonly codegen?: Codegen;
  /**
   * What decoding gives for bytes: `copy` (default), which is the caller's own, or `view`, which is faster for long
   * fields, shares the memory that was read and changes with it.
   */
  readonly bytes?: 'copy' | 'view';
}

/** The codec of a fixed-size layout. */
export class LayoutCodec<Out, In = Out> implements Codec<Out, In> {
  readonly layout: FixedLayout;
  readonly size: number;
  /** The operations as the interpreter does them; never replaced. */
  protected readonly interpreted: Operations<Out, In>;
  readonly #operations: Operations<Out, In>;
  readonly #isLending: boolean;

  constructor(layout: FixedLayout, options: CodecOptions = {}) {
    this.layout = layout;
    this.size = layout.size;
    this.#isLending = options.bytes === 'view';
    this.interpreted = new InterpretedOperations<Out, In>(layout, this.#isLending);
    this.#operations = compileOnDemand(this.interpreted, {
      sourceOf: (name) => sourceOf(layout, name, this.#isLending),
      records: (name, [, start, end]) =>
        name === 'decodeMany' ? (Number(end) - Number(start)) / Math.max(layout.size, 1) : 1,
      codegen: options.codegen ?? 'auto',
      label: nameOf(layout),
    });
  }

  /**
   * The code that the operations of this codec are compiled to, whether it has been compiled or not; empty for layouts
   * that are interpreted, which are those whose code would be too long.
   */
  get source(): string {
    const names = ['decode', 'decodeFrom', 'decodeMany', 'encode', 'encodeInto'] as const;
    return names.map((name) => sourceOf(this.layout, name, this.#isLending) ?? '').join('\n');
  }

  encode(value: In): Uint8Array<ArrayBuffer> {
    return this.#operations.encode(value);
  }

  encodeInto(value: In, target: Uint8Array, offset = 0): number {
    return this.#operations.encodeInto(value, target, offset);
  }

  decode(bytes: Uint8Array): Out {
    return this.#operations.decode(bytes);
  }

  decodeFrom(bytes: Uint8Array, offset = 0): Out {
    return this.#operations.decodeFrom(bytes, offset);
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = bytes.length): Out[] {
    return this.#operations.decodeMany(bytes, start, end);
  }
}

function nameOf(layout: FixedLayout): string {
  return ('name' in layout ? layout.name : undefined) ?? layout.kind;
}
