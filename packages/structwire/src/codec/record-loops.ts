import type { Codec } from './codec.ts';
import { compileSource, RECORDS_TO_EARN } from './compile.ts';
import { LayoutEmitter } from './emit/layout-emitter.ts';
import { LoopSource } from './emit/loop-source.ts';
import { attempt } from './emit/source.ts';
import type { Generation } from './generation.ts';
import { isFixed } from './sources.ts';

/** Memory that records are written to, one behind the other. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where the next record goes. */
  at: number;
  /** The last place where one may start. */
  readonly last: number;
}

/** Who is shown records one by one. */
export interface RecordTaker<Out> {
  /** `false`: no other one. */
  see(record: Out): boolean;
}

/** @returns where the first record stands that was not shown: the end, behind one that was the last, or one that is not plain. */
type DecodeEach<Out> = (
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  taker: RecordTaker<Out>,
) => number;

/** `false` for a value that is not plain, or when the page is full: nothing is written then. */
export type EncodeNext<In> = (value: In, page: Page) => boolean;

/** @returns the index of the first value that was not written: none, one that is not plain, or one that had no room. */
type EncodeMany<In> = (values: readonly In[], from: number, page: Page) => number;

/**
 * Generated loops over the records of one codec, for those who have many at a time, made when they are asked for. There
 * are none where code is not generated: whoever uses them can do without.
 */
export class RecordLoops<Out, In> {
  decodeEach: DecodeEach<Out> | undefined;
  readonly #generation: Generation | undefined;
  #encodeNext: EncodeNext<In> | null | undefined;
  #encodeMany: EncodeMany<In> | null | undefined;
  #decoded = 0;

  constructor(generation: Generation | undefined) {
    this.#generation = generation?.codegen === 'never' ? undefined : generation;
  }

  get encodeNext(): EncodeNext<In> | undefined {
    if (this.#encodeNext === undefined) this.#encodeNext = this.#compile('encodeNext');
    return this.#encodeNext ?? undefined;
  }

  get encodeMany(): EncodeMany<In> | undefined {
    if (this.#encodeMany === undefined) this.#encodeMany = this.#compile('encodeMany');
    return this.#encodeMany ?? undefined;
  }

  /** So many records were decoded without: {@link decodeEach} comes when there are enough of them. */
  earnDecoding(records: number): void {
    const before = this.#decoded;
    this.#decoded += records;
    if (before < RECORDS_TO_EARN && this.#decoded >= RECORDS_TO_EARN) {
      this.decodeEach = this.#compile<DecodeEach<Out>>('decodeEach') ?? undefined;
    }
  }

  #compile<Loop>(name: 'decodeEach' | 'encodeNext' | 'encodeMany'): Loop | null {
    if (this.#generation === undefined) return null;
    const { layout, kinds, reading, runtime, label } = this.#generation;
    if (!isFixed(layout) || layout.size === 0) return null;
    const source = attempt(() => new LoopSource(layout, new LayoutEmitter(kinds.emitters), reading)[name]());
    return source === null ? null : (compileSource<Loop>(source, `${label}.${name}`)?.({}, runtime()) ?? null);
  }
}

let known: WeakMap<object, RecordLoops<never, never>> | undefined;

/** The loops of a codec: the same ones each time. */
export function recordLoops<Out, In>(codec: Codec<Out, In>): RecordLoops<Out, In> {
  known ??= new WeakMap();
  const loops = known.get(codec) as RecordLoops<Out, In> | undefined; // made below, of this codec
  if (loops !== undefined) return loops;
  const made = new RecordLoops<Out, In>(codec.generation);
  known.set(codec, made as unknown as RecordLoops<never, never>);
  return made;
}
