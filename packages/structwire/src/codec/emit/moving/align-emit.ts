import type { AlignLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import type { Place } from '../place.ts';
import type { Source } from '../source.ts';
import { distance } from './distance.ts';
import { parenthesized } from './extent-text.ts';
import { movingReader } from './moving-reader.ts';
import { movingWriter } from './moving-writer.ts';
import { type EmitScope, scopeAt } from './scope.ts';

/** Padding up to a multiple, counted from the start of the record. */
export const alignEmit: Emit<AlignLayout> = {
  decode: ({ to }, place, given) => {
    const reader = movingReader(given);
    reader.skip(missing(to, place, reader.scope, reader.source));
    return 'undefined';
  },

  encode: ({ to }, _value, place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const length = missing(to, place, writer.scope, source);
    writer.reserve(length);
    source.line(`bytes.fill(0, ${place.text()}, ${place.text()} + ${length});`);
    writer.moveTo(`${place.text()} + ${length}`);
  },

  locals: () => Infinity, // its size depends on its place
};

/** How many bytes are missing, as a number or a variable. */
function missing(to: number, place: Place, scope: EmitScope | null, source: Source): string {
  const far = distance(scopeAt(scope, 0).start, place);
  const known = Number(far);
  if (!Number.isNaN(known)) return String((to - (known % to)) % to);
  return source.local(`(${to} - ${parenthesized(far)} % ${to}) % ${to}`);
}
