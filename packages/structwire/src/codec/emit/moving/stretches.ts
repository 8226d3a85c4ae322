import type { RecordField, RecordLayout } from '../../../layout/layout.ts';
import type { Place } from '../place.ts';
import type { MovingEmission, MovingProgram } from './moving-emission.ts';
import type { EmitScope } from './scope.ts';

/** What is emitted for the parts of a record. */
export interface StretchEmit {
  /** A stretch of so many bytes begins where `emission.at` is. */
  readonly begin: (stretch: number, byteLength: number) => void;
  /** A field, at its place; behind it `emission.at` is where it ends. */
  readonly field: (field: RecordField, index: number, at: Place) => void;
}

/** Goes over the fields of a record, stretch by stretch, each of which is one bounds check; ends behind the record. */
export function emitStretches(
  { fields, stretches }: RecordLayout,
  scope: EmitScope,
  emission: MovingEmission<MovingProgram>,
  { begin, field: emitField }: StretchEmit,
): void {
  let stretch = -1;
  let start = scope.start;
  const enter = (next: number): void => {
    stretch = next;
    start = emission.at;
    begin(stretch, stretches[stretch] ?? 0);
  };
  for (const [index, field] of fields.entries()) {
    if (field.stretch !== stretch) enter(field.stretch);
    scope.index = index;
    const at = start.plus(field.offset);
    scope.starts.push(at);
    emitField(field, index, at);
    scope.ends.push(emission.at);
  }
  const last = stretches.length - 1;
  if (stretch !== last) enter(last);
  emission.at = start.plus(stretches[last] ?? 0);
  scope.end = emission.at;
  for (const emit of scope.later) emit();
}
