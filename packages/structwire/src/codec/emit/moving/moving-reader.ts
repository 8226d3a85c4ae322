import type { Layout } from '../../../layout/layout.ts';
import type { Access, Reader } from '../emitter.ts';
import type { LayoutEmitter } from '../layout-emitter.ts';
import { Place } from '../place.ts';
import { NotCompilable, type Source } from '../source.ts';
import { decides, UNREAD } from './measuring.ts';
import { type EmitScope, scopeAt } from './scope.ts';

/** What all readers of one generated program have in common. */
export interface ReadProgram {
  readonly emitter: LayoutEmitter;
  readonly access: Access;
  readonly isLending: boolean;
  readonly maxArrayLength: number;
  /** Only where a record ends is asked: values that decide over no size are not read. */
  readonly isMeasuring: boolean;
  /** Functions of named layouts, by the layout's name. */
  readonly functions: Map<string, string>;
  /** Named layouts. */
  readonly definitions: Map<string, Layout>;
  /** Variables that all functions have in common. */
  readonly shared: Set<string>;
  blocks: number;
}

/**
 * Emits reading at places that are only known while the code runs.
 *
 * Each place is a constant of its own plus a distance: `at` moves while source is emitted, not in the source. As in the
 * interpreter, who emits a node of fixed size has made sure of its bytes and moves `at` itself; a node of variable size does
 * so for itself.
 */
export class MovingReader implements Reader {
  readonly source: Source;
  readonly program: ReadProgram;
  readonly access: Access;
  readonly isLending: boolean;
  readonly maxArrayLength: number;
  readonly isMeasuring: boolean;
  /** Where the next node starts. */
  at: Place;
  /** Reading ends here, as an expression. */
  end: string;
  scope: EmitScope | null = null;
  /** How many definitions are around, as an expression. */
  depth = '0';
  block = 0;
  readonly #refusal: string;

  constructor(program: ReadProgram, source: Source, start: Place, end: string, refusal: string) {
    this.program = program;
    this.source = source;
    this.access = program.access;
    this.isLending = program.isLending;
    this.maxArrayLength = program.maxArrayLength;
    this.isMeasuring = program.isMeasuring;
    this.at = start;
    this.end = end;
    this.#refusal = refusal;
  }

  readonly refuseIf = (condition: string): void => {
    this.source.line(condition === 'true' ? this.#refusal : `if (${condition}) ${this.#refusal}`);
  };

  /** A node of fixed size at any place, or one of variable size at the next. */
  readonly decode = (layout: Layout, place: Place): string => {
    this.at = place;
    if (this.isMeasuring && layout.size !== null && !decides(layout)) return UNREAD;
    return this.program.emitter.decode(layout, place, this);
  };

  readonly inside = (): Reader => {
    throw new NotCompilable(); // only records at fixed places have functions of their own
  };

  /** A node of any size at `at`, and moves behind it. */
  decodeNext(layout: Layout): string {
    const { size } = layout;
    if (size === null) return this.decode(layout, this.at);
    this.need(size);
    const place = this.at;
    const value = this.decode(layout, place);
    this.at = place.plus(size);
    return value;
  }

  /** Gives up when so many bytes are not there. */
  need(byteLength: number): void {
    if (byteLength > 0) this.refuseIf(`${this.at.text(byteLength)} > ${this.end}`);
  }

  /** Moves by a number of bytes that is an expression; gives up when they are not there. */
  skip(byteLength: string): void {
    const known = Number(byteLength);
    if (!Number.isNaN(known)) {
      this.need(known);
      this.at = this.at.plus(known);
      return;
    }
    const behind = this.source.local(`${this.at.text()} + ${byteLength}`);
    this.refuseIf(`${behind} > ${this.end}`);
    this.at = new Place(behind);
  }

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

  /** A variable that all functions of the program have in common: where they stopped, or how many elements took no bytes. */
  shared(name: 'position' | 'emptyElements'): string {
    if (!this.program.shared.has(name)) {
      this.program.shared.add(name);
      this.source.once(`let ${name} = 0;`);
    }
    return name;
  }
}

/** The reader, if it is one for places that move. */
export function movingReader(reader: Reader): MovingReader {
  if (reader instanceof MovingReader) return reader;
  throw new NotCompilable();
}
