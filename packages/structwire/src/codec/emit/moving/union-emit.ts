import type { Layout, UnionLayout, UnionTag } from '../../../layout/layout.ts';
import { checkTags } from '../../interpret/union-node.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { literal, NotCompilable } from '../source.ts';
import { neededText, readReference } from './extent-text.ts';
import { decides } from './measuring.ts';
import { type MovingReader, movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';
import { held, labelsOf } from './raw-text.ts';
import { type Stated, statedValue, textTag } from './write-reference.ts';

/** One of several layouts, by tag. */
export const unionEmit: Emit<UnionLayout> = {
  decode: (union, _place, given) => {
    const reader = movingReader(given);
    const { source } = reader;
    const { shown, layout } = readTag(union.tag, reader);
    const tag = source.local(shown);
    const [value, end] = [source.name(), source.name()];
    const start = reader.at;
    source.line(`let ${value}, ${end};`);
    source.block(`switch (${tag})`, () => {
      for (const { labels, wanted, inner } of casesOf(union, layout)) {
        reader.at = start;
        reader.inBlock(`${labels.map((label) => `case ${label}:`).join(' ')}`, () => {
          source.line(`${value} = { tag: ${literal(wanted)}, value: ${reader.decodeNext(inner)} };`);
          source.line(`${end} = ${reader.at.text()};`);
          source.line('break;');
        });
      }
      reader.at = start;
      reader.inBlock('default:', () => readUnknown(union, { tag, value, end }, reader));
    });
    reader.at = new Place(end);
    return value;
  },

  encode: (union, value, _place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`typeof ${x} !== 'object' || ${x} === null`);
    const [known, inner] = [source.local(`${x}.tag`), source.local(`${x}.value`)];
    const isKept = union.unknown === 'keep';
    const tag = isKept ? source.local(`${known} === null ? ${x}.actual : ${known}`) : known;
    writer.refuseIf(`${tag} === undefined`);
    const { layout, stated } = writeTag(union, tag, writer);
    const start = writer.at;
    const end = source.name();
    source.line(`let ${end};`);
    source.block(`switch (${tag})`, () => {
      for (const { labels, inner: child } of casesOf(union, layout)) {
        writer.at = start;
        writer.inBlock(`${labels.map((label) => `case ${label}:`).join(' ')}`, () => {
          if (isKept) writer.refuseIf(`${known} === null`);
          if (stated !== null) checkStated(stated, labels, writer);
          writer.encodeNext(child, inner);
          source.line(`${end} = ${writer.at.text()};`);
          source.line('break;');
        });
      }
      writer.at = start;
      writer.inBlock('default:', () => writeUnknown(union, { known, tag, inner, end, stated }, writer));
    });
    if (union.tag.by === 'size') writer.refuseIf(`${end} - (${start.text()}) !== ${tag}`);
    writer.at = new Place(end);
  },

  locals: () => Infinity, // which case it is is known only while it runs
};

interface TagCase {
  /** What the tag is shown as, in all its forms. */
  readonly labels: readonly string[];
  readonly wanted: number | string;
  readonly inner: Layout;
}

/** The cases by what shows their tags; of two for the same tag the last one counts. */
function casesOf(union: UnionLayout, layout: Layout | null): TagCase[] {
  checkTags(union, layout);
  const { cases } = union;
  const seen = new Set<string>();
  const distinct: TagCase[] = [];
  for (const { tag, layout: inner } of [...cases].reverse()) {
    const labels = labelsOf(tag, layout).filter((label) => !seen.has(label));
    for (const label of labels) seen.add(label);
    if (labels.length > 0) distinct.unshift({ labels, wanted: tag, inner });
  }
  return distinct;
}

/** The expression of the tag as it is shown, and what shows it; moves behind a tag in front. */
function readTag(tag: UnionTag, reader: MovingReader): { shown: string; layout: Layout | null } {
  switch (tag.by) {
    case 'field':
      return readReference(tag.field, reader);
    case 'prefix':
      if (reader.isMeasuring && !decides(tag.prefix)) throw new NotCompilable();
      return { shown: reader.decodeNext(tag.prefix), layout: tag.prefix };
    case 'size':
      return { shown: neededText(null, reader), layout: null };
  }
}

function readUnknown(
  { unknown }: UnionLayout,
  { tag, value, end }: { readonly tag: string; readonly value: string; readonly end: string },
  reader: MovingReader,
): void {
  const { source, isLending } = reader;
  if (unknown === 'refuse') {
    reader.refuseIf('true');
    return;
  }
  const length = neededText(null, reader);
  const bytes = `${source.helper(isLending ? 'lend' : 'copyOf')}(bytes, ${reader.at.text()}, ${length})`;
  source.line(`${value} = { tag: null, actual: ${tag}, value: ${bytes} };`);
  source.line(`${end} = ${reader.end};`);
}

/** Writes a tag in front; gives what shows the tag, and the variable of a field that says it. */
function writeTag(
  union: UnionLayout,
  given: string,
  writer: MovingWriter,
): { layout: Layout | null; stated: string | null } {
  const { tag } = union;
  switch (tag.by) {
    case 'field': {
      const stated = statedValue(tag.field, writer);
      return { layout: stated.layout, stated: isSaidByTag(stated, union, writer) ? null : stated.value() };
    }
    case 'prefix': {
      const isText = held(tag.prefix).kind === 'text';
      writer.encodeNext(tag.prefix, isText ? textTag(given, writer) : given);
      return { layout: tag.prefix, stated: null };
    }
    case 'size':
      return { layout: null, stated: null };
  }
}

/** Whether a derived field has the tag of this very union: then it cannot disagree. */
function isSaidByTag({ derived }: Stated, union: UnionLayout, { scope }: MovingWriter): boolean {
  if (derived === null || derived.from.of !== 'tag' || derived.up !== 0 || scope === null) return false;
  const { target } = derived;
  return (
    target?.fields.length === 1 && target.index === scope.index && scope.record.fields[scope.index]?.layout === union
  );
}

/** Gives up unless a field says one of some values, or nothing. */
function checkStated(stated: string, labels: readonly string[], writer: MovingWriter): void {
  writer.refuseIf([`${stated} !== undefined`, ...labels.map((label) => `${stated} !== ${label}`)].join(' && '));
}

interface UnknownCase {
  readonly known: string;
  readonly tag: string;
  readonly inner: string;
  readonly end: string;
  readonly stated: string | null;
}

function writeUnknown(
  { unknown }: UnionLayout,
  { known, tag, inner, end, stated }: UnknownCase,
  writer: MovingWriter,
): void {
  const { source } = writer;
  if (unknown === 'refuse') {
    writer.refuseIf('true');
    return;
  }
  writer.refuseIf(`${known} !== null || !(${inner} instanceof Uint8Array)`);
  if (stated !== null) writer.refuseIf(`${stated} !== undefined && ${stated} !== ${tag}`);
  const length = source.local(`${inner}.length`);
  writer.reserve(length);
  source.line(`${source.helper('putAll')}(bytes, ${writer.at.text()}, ${inner}, ${length});`);
  source.line(`${end} = ${writer.at.text()} + ${length};`);
}
