import type { Layout } from '../../layout/layout.ts';
import type { Access, Writer } from './emitter.ts';
import type { LayoutEmitter } from './layout-emitter.ts';
import type { Place } from './place.ts';
import type { Source } from './source.ts';

type Store = (access: Access, source: Source) => void;

/** How a writer goes about it. */
export interface WriterOptions {
  /** The statement that gives up. */
  readonly refusal: string;
  readonly isZeroed: boolean;
  /** A staged writer stores at once, with this access; a direct one (`null`) when it is flushed. */
  readonly access: Access | null;
}

/** Emits checks and stores of values, staged or direct. */
export class ValueWriter implements Writer {
  readonly source: Source;
  readonly isZeroed: boolean;
  readonly #emitter: LayoutEmitter;
  readonly #refusal: string;
  readonly #access: Access | null;
  readonly #stores: Store[] = [];

  constructor(emitter: LayoutEmitter, source: Source, { refusal, isZeroed, access }: WriterOptions) {
    this.#emitter = emitter;
    this.source = source;
    this.isZeroed = isZeroed;
    this.#refusal = refusal;
    this.#access = access;
  }

  readonly refuseIf = (condition: string): void => {
    this.source.line(condition === 'true' ? this.#refusal : `if (${condition}) ${this.#refusal}`);
  };

  readonly encode = (layout: Layout, value: string, place: Place): void => {
    this.#emitter.encode(layout, value, place, this);
  };

  readonly store = (emit: Store): void => {
    if (this.#access === null) this.#stores.push(emit);
    else emit(this.#access, this.source);
  };

  readonly isPartial = (layout: Layout): boolean => this.#emitter.isPartial(layout);

  /** Emits the stores of all that was checked so far. */
  flush(access: Access): void {
    for (const emit of this.#stores) emit(access, this.source);
  }
}
