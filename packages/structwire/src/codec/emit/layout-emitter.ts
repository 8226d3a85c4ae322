import { kindNameOf } from '../../layout/kind-name.ts';
import type { Layout } from '../../layout/layout.ts';
import type { Emit, Emitters, Reader, Writer } from './emitter.ts';
import type { Place } from './place.ts';
import { NotCompilable } from './source.ts';

/** Emission by kind, from one table of emitters. */
export class LayoutEmitter {
  readonly #emitters: Emitters;

  constructor(emitters: Emitters) {
    this.#emitters = emitters;
  }

  decode(layout: Layout, place: Place, reader: Reader): string {
    return this.#emitterOf(layout).decode(layout, place, reader);
  }

  encode(layout: Layout, value: string, place: Place, writer: Writer): void {
    this.#emitterOf(layout).encode(layout, value, place, writer);
  }

  /** How many local variables hold a checked value. */
  readonly locals = (layout: Layout): number => this.#emitterOf(layout).locals(layout, this.locals);

  /** Whether some bits of the node's bytes belong to others. */
  isPartial(layout: Layout): boolean {
    return this.#emitterOf(layout).isPartial?.(layout) ?? false;
  }

  #emitterOf(layout: Layout): Emit<Layout> {
    const emitter = this.#emitters[kindNameOf(layout)];
    if (emitter === undefined) throw new NotCompilable();
    return emitter as Emit<never> as Emit<Layout>; // the table pairs each kind with its own emitter
  }
}
