import type { Layout } from '../../../layout/layout.ts';
import { emitZeros } from '../bytes-emit.ts';
import type { Access, Writer } from '../emitter.ts';
import { Place } from '../place.ts';
import { NotCompilable, type Source } from '../source.ts';
import { MovingEmission, type MovingProgram } from './moving-emission.ts';
import type { PendingFill } from './pending-fill.ts';
import type { EmitScope } from './scope.ts';
import { FIRST_ROOM } from './scratch.ts';

/** Emits checks and stores, each value in turn, into memory that grows as it must (`memory`, with its `bytes` and `view`). */
export class MovingWriter extends MovingEmission<MovingProgram> implements Writer {
  readonly isZeroed = false;
  /** What has its place and not yet its value. */
  readonly pending: Set<PendingFill> = new Set();
  /** Emits what can be filled in when all else is written. */
  readonly atEnd: (() => void)[] = [];

  /** A node of fixed size at any place, or one of variable size at the next. */
  readonly encode = (layout: Layout, value: string, place: Place): void => {
    this.at = place;
    this.program.emitter.encode(layout, value, place, this);
  };

  readonly store = (emit: (access: Access, source: Source) => void): void => emit('view', this.source);

  readonly isPartial = (layout: Layout): boolean => this.program.emitter.isPartial(layout);

  /** A node of any size at `at`, and moves behind it. */
  encodeNext(layout: Layout, value: string): void {
    const { size } = layout;
    if (size === null) {
      this.encode(layout, value, this.at);
      return;
    }
    this.reserve(size);
    const place = this.at;
    this.clearPartial(layout, place);
    this.encode(layout, value, place);
    this.at = place.plus(size);
  }

  /** Zeros for a node of fixed size that writes only some of its bits. */
  clearPartial(layout: Layout, place: Place): void {
    if (this.isPartial(layout)) emitZeros(place, layout.size ?? 0, this);
  }

  /** Makes room for so many bytes, as a number or an expression. */
  reserve(byteLength: number | string): void {
    if (byteLength === 0) return;
    if (typeof byteLength === 'number' && this.at.base === '' && this.at.offset + byteLength <= FIRST_ROOM) return;
    const end = typeof byteLength === 'number' ? this.at.text(byteLength) : `${this.at.text()} + ${byteLength}`;
    this.source.line(`if (${end} > bytes.length) ({ bytes, view } = memory.grow(${end}));`);
  }

  /** Goes on at a place that is an expression. */
  moveTo(place: string): void {
    this.at = new Place(this.source.local(place));
  }

  /** Keeps places to be filled in; they move when what they stand in moves. */
  keep(...places: Place[]): PendingFill {
    const fill: PendingFill = { places, block: this.block };
    this.pending.add(fill);
    return fill;
  }

  /**
   * What looks at bytes of a complete record: at once if none of them is to be filled in, else when all else is written.
   */
  whenFilled(scope: EmitScope, places: Place[], emit: (places: readonly Place[]) => void): void {
    if ([...this.pending].every((fill) => scope.pendingBefore.has(fill))) {
      emit(places);
      return;
    }
    if (this.block !== 0) throw new NotCompilable(); // at the end nobody sees what was in another block
    const fill = this.keep(...places);
    this.atEnd.push(() => emit(fill.places));
  }

  /** All that is pending, except what was before: it has moved by so many bytes. */
  movePending(before: ReadonlySet<PendingFill>, from: Place, distance: string): void {
    for (const fill of this.pending) {
      if (before.has(fill)) continue;
      if (fill.block !== this.block) throw new NotCompilable();
      fill.places = fill.places.map((place) => new Place(this.source.local(`${place.text()} + ${distance}`)));
    }
    this.at = new Place(this.source.local(`${from.text()} + ${distance}`));
  }
}

/** The writer, if it is one for places that move. */
export function movingWriter(writer: Writer): MovingWriter {
  if (writer instanceof MovingWriter) return writer;
  throw new NotCompilable();
}
