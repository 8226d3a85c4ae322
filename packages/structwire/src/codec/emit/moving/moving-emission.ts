import type { Layout } from '../../../layout/layout.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import type { Place } from '../place.ts';
import { NotCompilable, type Source } from '../source.ts';
import { type EmitScope, scopeAt } from './scope.ts';

/** What all readers or writers of one generated program have in common. */
export interface MovingProgram {
  readonly emitter: LayoutEmitter;
  /** Functions of named layouts, by the layout's name. */
  readonly functions: Map<string, string>;
  /** Named layouts. */
  readonly definitions: Map<string, Layout>;
  blocks: number;
}

/**
 * Emits reading or writing at places that are only known while the code runs.
 *
 * Each place is a constant of its own plus a distance: `at` moves while source is emitted, not in the source.
 */
export abstract class MovingEmission<Program extends MovingProgram> {
  readonly source: Source;
  readonly program: Program;
  /** Where the next node starts. */
  at: Place;
  scope: EmitScope | null = null;
  /** How many definitions are around, as an expression. */
  depth = '0';
  block = 0;
  readonly #refusal: string;

  constructor(program: Program, source: Source, start: Place, refusal: string) {
    this.program = program;
    this.source = source;
    this.at = start;
    this.#refusal = refusal;
  }

  readonly refuseIf = (condition: string): void => {
    this.source.line(condition === 'true' ? this.#refusal : `if (${condition}) ${this.#refusal}`);
  };

  /** A block whose code is run once, many times or never: what is declared in it ends with it. */
  inBlock(head: string, fill: () => void): void {
    const outer = this.block;
    this.block = ++this.program.blocks;
    this.source.block(head, fill);
    this.block = outer;
  }

  /** When the record `up` steps outward is complete. Only what stands in the same block can see it then. */
  whenComplete(up: number, emit: (scope: EmitScope) => void): void {
    const scope = scopeAt(this.scope, up);
    if (scope.block !== this.block) throw new NotCompilable();
    scope.later.push(() => emit(scope));
  }
}
