import { notDelimited } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { asBytes } from './bytes-like.ts';
import type { Codec } from './codec.ts';
import { type Codegen, compileOnDemand, type OperationsOnDemand, type Prepared } from './compile.ts';
import { type Runtime, runtimeWith } from './emit/runtime.ts';
import type { Generation } from './generation.ts';
import type { Transforms } from './interpret/interpret.ts';
import type { BoundNode } from './interpret/node.ts';
import { InterpretedOperations } from './interpreted.ts';
import type { Kinds } from './kind.ts';
import { type Limits, limitsFrom } from './limits.ts';
import { FixedMeasurer } from './measure/fixed-measurer.ts';
import type { Measurer } from './measure/measurer.ts';
import type { Operations } from './operations.ts';
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
  /** What decoding may at most take. Each limit that is not given has its default. */
  readonly limits?: Partial<Limits>;
}

/** What a codec is made of. */
export interface CodecParts {
  /** The kinds that the layout is made of, or more. */
  readonly kinds: Kinds;
  readonly transforms?: Transforms;
  /** Operations that were compiled ahead of time. */
  readonly prepared?: Prepared<Operations<never, never>>;
}

/** The codec of a layout, out of the kinds it is made of. */
export class KindCodec<Out, In = Out> implements Codec<Out, In> {
  readonly layout: Layout;
  readonly size: number | null;
  readonly isLending: boolean;
  readonly generation: Generation;
  /** The operations as the interpreter does them; never replaced. */
  protected readonly interpreted: Operations<Out, In>;
  readonly #node: () => BoundNode;
  /** Filled by the constructor, because V8 takes only a field that is set once for a constant. */
  readonly #operations = {} as OperationsOnDemand<Operations<Out, In>>;
  readonly #sourceOf: (name: keyof Operations<Out, In>) => string | null;
  readonly #limits: Limits;

  /** @throws StructwireError `bad-limit` */
  constructor(layout: Layout, { kinds, transforms = new Map(), prepared }: CodecParts, options: CodecOptions = {}) {
    this.layout = layout;
    this.size = layout.size;
    this.#limits = limitsFrom(options.limits);
    const isLending = options.bytes === 'view';
    this.isLending = isLending;
    const { nodes, helpers } = kinds;
    const { codegen = 'auto' } = options;
    const limits = this.#limits;
    const interpreted = new InterpretedOperations<Out, In>({ layout, kinds: nodes, transforms, limits, isLending });
    this.interpreted = interpreted;
    this.#node = () => interpreted.node;
    const reading = { isLending, maxArrayLength: limits.maxArrayLength };
    const label = nameOf(layout);
    const runtime = (): Runtime => runtimeWith({ ...helpers, limits, transforms });
    this.generation = { layout, kinds, reading, runtime, codegen, label };
    this.#sourceOf = (name) => sourceOf(layout, name, reading, kinds);
    compileOnDemand<Operations<Out, In>>(this.#operations, interpreted, {
      sourceOf: this.#sourceOf,
      runtime,
      records: (_name, [, start, end]) =>
        typeof start === 'number' && typeof end === 'number' ? (end - start) / Math.max(layout.size ?? 1, 1) : 1,
      codegen,
      label,
      // The layout they were made from says what they give and take.
      ...(prepared !== undefined && { prepared: prepared as Prepared<Operations<Out, In>> }),
    });
  }

  get isDelimited(): boolean {
    return this.size !== null || this.#node().isEndless !== true;
  }

  /**
   * The code that the operations of this codec are compiled to, whether it has been compiled or not; empty for layouts
   * that are interpreted, which are those whose code would be too long.
   */
  get source(): string {
    const names = Object.keys(this.#operations) as (keyof Operations<Out, In>)[]; // it has these
    return names.map((name) => this.#sourceOf(name) ?? '').join('\n');
  }

  encode(value: In): Uint8Array<ArrayBuffer> {
    const { compiled, earning } = this.#operations.encode;
    return compiled === undefined ? earning(value) : compiled(value);
  }

  encodeInto(value: In, target: Uint8Array, offset = 0): number {
    const { compiled, earning } = this.#operations.encodeInto;
    return compiled === undefined ? earning(value, target, offset) : compiled(value, target, offset);
  }

  decode(bytes: Uint8Array): Out {
    const { compiled, earning } = this.#operations.decode;
    return compiled === undefined ? earning(bytes) : compiled(bytes);
  }

  decodeFrom(bytes: Uint8Array, offset = 0): Out {
    const { compiled, earning } = this.#operations.decodeFrom;
    return compiled === undefined ? earning(bytes, offset) : compiled(bytes, offset);
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = asBytes(bytes).length): Out[] {
    const { compiled, earning } = this.#operations.decodeMany;
    return compiled === undefined ? earning(bytes, start, end) : compiled(bytes, start, end);
  }

  measurer(): Measurer {
    if (this.size !== null) return new FixedMeasurer(this.size, this.#limits.maxRecordSize);
    const measurer = this.generation.kinds.measurer?.(this.#node(), this.#limits, this.generation);
    if (measurer === undefined || !this.isDelimited) throw failure(notDelimited, {});
    return measurer;
  }
}

function nameOf(layout: Layout): string {
  return ('name' in layout ? layout.name : undefined) ?? layout.kind;
}
