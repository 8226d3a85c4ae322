import type { Layout } from '../../../layout/layout.ts';
import type { Access, Reader, ReadOptions } from '../emitter.ts';
import { Place } from '../place.ts';
import { NotCompilable, type Source } from '../source.ts';
import { decides, UNREAD } from './measuring.ts';
import { MovingEmission, type MovingProgram } from './moving-emission.ts';

/** What all readers of one generated program have in common. */
export interface ReadProgram extends MovingProgram, ReadOptions {
  readonly access: Access;
  /** Only where a record ends is asked: values that decide over no size are not read. */
  readonly isMeasuring: boolean;
  /** Variables that all functions have in common. */
  readonly shared: Set<string>;
}

/**
 * Emits reading. As in the interpreter, who emits a node of fixed size has made sure of its bytes and moves `at` itself; a
 * node of variable size does so for itself.
 */
export class MovingReader extends MovingEmission<ReadProgram> implements Reader {
  readonly access: Access;
  readonly isLending: boolean;
  readonly maxArrayLength: number;
  readonly isMeasuring: boolean;
  /** Reading ends here, as an expression. */
  end: string;

  constructor(program: ReadProgram, source: Source, start: Place, end: string, refusal: string) {
    super(program, source, start, refusal);
    this.access = program.access;
    this.isLending = program.isLending;
    this.maxArrayLength = program.maxArrayLength;
    this.isMeasuring = program.isMeasuring;
    this.end = end;
  }

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
