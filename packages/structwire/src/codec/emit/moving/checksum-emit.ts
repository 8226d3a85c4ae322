import { bytesOfHex } from '../../../errors/hex.ts';
import type { ChecksumExtra, ChecksumLayout } from '../../../layout/layout.ts';
import { coverage } from '../../interpret/checksum-node.ts';
import type { RecordChecksum } from '../../interpret/checksum-order.ts';
import type { Emit } from '../emitter.ts';
import type { Place } from '../place.ts';
import { NotCompilable, quoted, type Source } from '../source.ts';
import { readReference } from './extent-text.ts';
import { movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { rawText } from './raw-text.ts';
import { type EmitScope, scopeAt } from './scope.ts';
import { statedValue } from './write-reference.ts';

/** A checksum over fields of its record: checked when the record is complete, filled in when everything else is. */
export const checksumEmit: Emit<ChecksumLayout> = {
  decode: (layout, place, given) => {
    const reader = movingReader(given);
    const { source } = reader;
    const covered = coverage(layout, scopeAt(reader.scope, 0));
    const stored = source.local(reader.decode(layout.base, place));
    let more: string | null = null;
    if (layout.extra !== undefined) {
      const { shown, layout: shownBy } = readReference([layout.extra.field], reader);
      more = extraBytes(layout.extra, rawText(shown, shownBy, source), source);
    }
    reader.whenComplete(0, (scope) => {
      const computed = checksumText(layout, covered, { at: place, ...rangeOf(covered, place, scope) }, more, source);
      const isListed = more === null ? '' : `${more} !== undefined && `;
      reader.refuseIf(`${isListed}${computed} !== ${stored}`);
    });
    return stored;
  },

  encode: (layout, value, place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const scope = scopeAt(writer.scope, 0);
    const covered = coverage(layout, scope);
    if (layout.extra === undefined) {
      scope.checksums.push({ covered, fill: () => fillIn(layout, covered, place, null, writer, scope) });
    } else {
      const { value: emitStated, layout: statedBy } = statedValue([layout.extra.field], writer);
      const stated = emitStated();
      if (stated === null) throw new NotCompilable();
      const more = extraBytes(layout.extra, rawText(stated, statedBy, source), source);
      const isGiven = source.local(`${more} === undefined && ${value} !== undefined`);
      source.block(`if (${isGiven})`, () => writer.encode(layout.base, value, place));
      scope.checksums.push({
        covered,
        fill: () => fillIn(layout, covered, place, { more, unless: isGiven }, writer, scope),
      });
    }
  },

  locals: () => Infinity, // it is known when the others are written
};

/** What is computed over what: fields of a complete record. */
function fillIn(
  layout: ChecksumLayout,
  covered: RecordChecksum,
  place: Place,
  extra: { readonly more: string; readonly unless: string } | null,
  writer: MovingWriter,
  scope: EmitScope,
): void {
  const { from, to } = rangeOf(covered, place, scope);
  const store = (places: readonly Place[]): void => {
    const [here, first, last] = places as [Place, Place, Place];
    const behind = writer.at;
    writer.source.block(extra === null ? '' : `if (!${extra.unless})`, () => {
      const text = checksumText(
        layout,
        covered,
        { at: here, from: first, to: last },
        extra?.more ?? null,
        writer.source,
      );
      writer.encode(layout.base, writer.source.local(text), here);
    });
    writer.at = behind;
  };
  writer.whenFilled(scope, [place, from, to], store);
}

function rangeOf({ first, last }: RecordChecksum, at: Place, scope: EmitScope): { from: Place; to: Place } {
  const from = first < 0 ? scope.start : scope.starts[first];
  const to = last < 0 ? at : scope.ends[last];
  if (from === undefined || to === undefined) throw new NotCompilable();
  return { from, to };
}

/** The expression of a checksum. */
function checksumText(
  layout: ChecksumLayout,
  { index, first, last }: RecordChecksum,
  { at, from, to }: { readonly at: Place; readonly from: Place; readonly to: Place },
  more: string | null,
  source: Source,
): string {
  const { algorithm, size } = layout;
  const compute = source.constant(`${source.helper('checksumNamed')}(${quoted(algorithm)})`);
  const coversItself = last >= index && first <= index;
  if (!coversItself && more === null) return inField(`${compute}(bytes, ${from.text()}, ${to.text()})`, layout);
  const extra = more === null ? source.helper('NO_EXTRA') : `${more} ?? ${source.helper('NO_EXTRA')}`;
  const places = [at.text(), String(size), from.text(), to.text()].join(', ');
  return inField(`${source.helper('checksumBeside')}(${compute}, bytes, ${places}, ${extra})`, layout);
}

/** The expression of the low bits of a checksum, as its field shows them. */
function inField(computed: string, { base, size }: ChecksumLayout): string {
  const shift = 32 - 8 * size;
  return base.scalar.startsWith('i') ? `${computed} << ${shift} >> ${shift}` : `${computed} % ${2 ** (8 * size)}`;
}

/** The variable of the bytes that are counted behind the range; `undefined` for values that are not listed. */
function extraBytes({ bytes }: ChecksumExtra, raw: string, source: Source): string {
  const entries = bytes.map(({ value, hex }) => `[${value}, Uint8Array.of(${bytesOfHex(hex).join(', ')})]`);
  return source.local(`${source.constant(`new Map([${entries.join(', ')}])`)}.get(Number(${raw}))`);
}
