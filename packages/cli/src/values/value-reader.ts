import type { Layout, RecordField } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { isLeaf, parseLeaf } from './parse-leaf.ts';

type ReadObject<L extends Layout> = (json: object, layout: L, reader: ValueReader, where: string) => unknown;

const OBJECTS: { readonly [Kind in Layout['kind']]?: ReadObject<Extract<Layout, { kind: Kind }>> } = {
  tuple: readTuple,
  record: (json, { fields }, reader, where) =>
    Array.isArray(json) ? readByPosition(json, fields, reader, where) : readNamed(json, fields, reader, where),
  overlay: readOverlay,
  union: readUnion,
  array: (json, { element }, reader, where) =>
    Array.isArray(json) ? json.map((item, i) => reader.fromJson(element, item, `${where}[${i}]`)) : json,
  bytes: (json) => byteArray(json) ?? json,
  pascal: (json) => byteArray(json) ?? json,
  blob: (json) => byteArray(json) ?? json,
  scalar: (json, { scalar }) => (scalar === 'char' ? (byteArray(json) ?? json) : json),
};

/** Turns words of the command line, and JSON, into the values of layouts. */
export class ValueReader {
  readonly #definitions = new Map<string, Layout>();

  /** The layout that says what a value looks like, without what is wrapped around it. */
  bare(layout: Layout): Layout {
    switch (layout.kind) {
      case 'constant':
      case 'derived':
      case 'checksum':
        return this.bare(layout.base);
      case 'sized':
      case 'optional':
        return this.bare(layout.layout);
      case 'definitions':
        for (const { name, layout: defined } of layout.definitions) this.#definitions.set(name, defined);
        return this.bare(layout.layout);
      case 'ref':
        return this.bare(this.#definitions.get(layout.name) ?? { ...layout, kind: 'padding', size: 0 });
      default:
        return layout;
    }
  }

  /** The value of one word: text for a value without parts, JSON for others, and `1,2,3` for lists. */
  fromWord(layout: Layout, text: string, where: string): unknown {
    const bare = this.bare(layout);
    if (isLeaf(bare)) return parseLeaf(text, bare, where);
    if (bare.kind !== 'array' || /^\s*\[/.test(text)) return this.fromJsonText(bare, text, where);
    const element = this.bare(bare.element);
    if (!isLeaf(element)) return this.fromJsonText(bare, text, where);
    return text.split(',').map((part, i) => parseLeaf(part.trim(), element, `${where}[${i}]`));
  }

  fromJsonText(layout: Layout, text: string, where: string): unknown {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`${where}: expected JSON: ${reason}`, EXIT.data, { cause: error });
    }
    return this.fromJson(layout, json, where);
  }

  /**
   * The value that parsed JSON stands for: every form that `--json` prints, and in place of a number or of bytes any
   * text that the command line takes (`"0x1f"`, `"nan"`, `"ab"`); bytes also as an array of numbers.
   */
  fromJson(layout: Layout, json: unknown, where: string): unknown {
    const bare = this.bare(layout);
    if (json === null && layout.kind === 'optional') return undefined;
    if (typeof json === 'string') return isLeaf(bare) ? parseLeaf(json, bare, where) : json;
    if (typeof json !== 'object' || json === null) return json;
    const read = OBJECTS[bare.kind] as ReadObject<Layout> | undefined; // the table pairs each kind with its own reader
    return read === undefined ? json : read(json, bare, this, where);
  }
}

/** The layouts of a tuple's values, in order, as many as there are values. */
export function* valueLayouts(layout: Layout & { kind: 'tuple' }): Generator<Layout, undefined> {
  for (const item of layout.items) {
    if (item.layout.kind === 'padding') continue;
    for (let i = 0; i < item.repeat; i++) yield item.layout;
  }
}

function readTuple(json: object, layout: Layout & { kind: 'tuple' }, reader: ValueReader, where: string): unknown {
  const values = Array.isArray(json) ? json : 'values' in json ? json.values : null;
  if (!Array.isArray(values)) {
    throw new CommandError(`${where}: expected an array of ${layout.length} values, or {"values": [...]}`, EXIT.data);
  }
  const layouts = valueLayouts(layout);
  return values.map((value, i) => {
    const part = layouts.next().value;
    return part === undefined ? value : reader.fromJson(part, value, `${where}[${i}]`);
  });
}

/** Fields that take a value by position: encoding fills in the others (constants, lengths, checksums). */
export function givenFields(fields: readonly RecordField[]): { readonly name: string; readonly layout: Layout }[] {
  return fields.flatMap(({ name, layout }) => (name === null || isFilledIn(layout) ? [] : [{ name, layout }]));
}

function isFilledIn({ kind }: Layout): boolean {
  return kind === 'constant' || kind === 'derived' || kind === 'checksum';
}

function readByPosition(
  values: readonly unknown[],
  fields: readonly RecordField[],
  reader: ValueReader,
  where: string,
): unknown {
  const given = givenFields(fields);
  if (given.length !== values.length) {
    const names = given.map(({ name }) => name).join(', ');
    throw new CommandError(`${where}: expected ${given.length} values (${names}), got ${values.length}`, EXIT.data);
  }
  return Object.fromEntries(
    given.map(({ name, layout }, i) => [name, reader.fromJson(layout, values[i], `${where}.${name}`)]),
  );
}

function readNamed(
  json: object,
  parts: readonly { readonly name: string | null; readonly layout: Layout }[],
  reader: ValueReader,
  where: string,
): unknown {
  const layouts = new Map(parts.map(({ name, layout }) => [name, layout]));
  const entries = Object.entries(json).map(([name, value]) => {
    const layout = layouts.get(name);
    if (layout !== undefined) return [name, reader.fromJson(layout, value, `${where}.${name}`)] as const;
    const known = [...layouts.keys()].filter((each) => each !== null).join(', ');
    throw new CommandError(`${where}: there is no field '${name}'; the fields are ${known}`, EXIT.data);
  });
  return Object.fromEntries(entries);
}

/** One member; of all members, as a union is printed, the one that takes the most bytes. */
function readOverlay(
  json: object,
  { members }: Layout & { kind: 'overlay' },
  reader: ValueReader,
  where: string,
): unknown {
  const value = readNamed(json, members, reader, where);
  if (!members.every(({ name }) => Object.hasOwn(json, name))) return value;
  const [widest] = members.toSorted((a, b) => (b.layout.size ?? 0) - (a.layout.size ?? 0));
  return widest === undefined ? value : { [widest.name]: (value as Record<string, unknown>)[widest.name] };
}

/** `{ tag, value }`; bytes for a tag without a case. */
function readUnion(json: object, { cases }: Layout & { kind: 'union' }, reader: ValueReader, where: string): unknown {
  const { tag, value } = json as { readonly tag?: unknown; readonly value?: unknown }; // checked by the codec
  const found = cases.find((each) => each.tag === tag);
  const at = `${where}.value`;
  if (found !== undefined) return { ...json, value: reader.fromJson(found.layout, value, at) };
  const raw: Layout = { kind: 'blob', length: { by: 'rest' }, size: null, align: 1 };
  return { ...json, value: reader.fromJson(raw, value, at) };
}

function byteArray(json: object): Uint8Array | undefined {
  const isBytes = Array.isArray(json) && json.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
  return isBytes ? Uint8Array.from(json as number[]) : undefined;
}
