import type { Extent, FieldPath, Layout } from '../../../layout/layout.ts';
import { resolveField } from '../../../layout/resolve-field.ts';
import { NotCompilable, quoted } from '../source.ts';
import { decides } from './measuring.ts';
import type { MovingReader } from './moving-reader.ts';
import { isCount, rawText } from './raw-text.ts';
import type { EmitScope } from './scope.ts';

/** A field that another one looks at, while reading. */
interface ReadReference {
  /** The expression of its value, as it is shown. */
  readonly shown: string;
  /** What shows it; for a flag its flags. */
  readonly layout: Layout;
}

/** The expression of a field that was read before. */
export function readReference(path: FieldPath, reader: MovingReader): ReadReference {
  const resolved = resolveField(reader.scope, path, 'before');
  const { layout, fields, flag } = resolved;
  const scope = resolved.place as EmitScope; // every place of a reader is one
  const names = [...fields.slice(1).map(({ name }) => name ?? ''), ...(flag === null ? [] : [flag.name])];
  const value = scope.values[resolved.index];
  if (value === undefined || (reader.isMeasuring && !decides(layout))) throw new NotCompilable();
  return { layout, shown: [value, ...names.map((name) => `[${quoted(name)}]`)].join('') };
}

/**
 * Emits the reading of how many there are of something, and moves behind an integer in front; `null` up to the end.
 * The expression is a name or a number.
 */
export function readExtent(extent: Extent, reader: MovingReader): string | null {
  switch (extent.by) {
    case 'fixed':
      return String(extent.value);
    case 'rest':
      return null;
    case 'field': {
      const { shown, layout } = readReference(extent.field, reader);
      return totalText(countText(shown, layout, extent, reader), extent, reader);
    }
    case 'prefix':
      return totalText(countText(reader.decodeNext(extent.prefix), extent.prefix, extent, reader), extent, reader);
  }
}

/** An integer out of a shown value; gives up when it is too large, or negative with nothing to add to it. */
function countText(
  shown: string,
  layout: Layout,
  { plus = 0 }: { readonly plus?: number },
  reader: MovingReader,
): string {
  const { source } = reader;
  if (isCount(layout)) return source.local(shown);
  const count = source.local(`Number(${rawText(shown, layout, source)})`);
  reader.refuseIf(`!(Number.isSafeInteger(${count})${plus > 0 ? '' : ` && ${count} >= 0`})`);
  return count;
}

/** `read * times + plus` */
function totalText(
  read: string,
  { times = 1, plus = 0 }: { readonly times?: number; readonly plus?: number },
  reader: MovingReader,
): string {
  if (times === 1 && plus === 0) return read;
  const total = reader.source.local(`${read} * ${times} + ${plus}`);
  reader.refuseIf(`!(Number.isSafeInteger(${total}) && ${total} >= 0)`);
  return total;
}

/** The number of bytes that follow, all of which are there. */
export function neededText(length: string | null, reader: MovingReader): string {
  if (length !== null) {
    reader.refuseIf(`${length} > ${reader.end} - ${parenthesized(reader.at.text())}`);
    return length;
  }
  return reader.source.local(`${reader.end} - ${parenthesized(reader.at.text())}`);
}

export function parenthesized(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}
