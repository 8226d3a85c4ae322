import type { Layout } from 'structwire';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { isLeaf, parseLeaf } from './parse-leaf.ts';
import { namedParts, valueLayouts } from './render-value.ts';

type Reader<L extends Layout> = (json: object, layout: L, where: string) => unknown;

const READERS: { readonly [Kind in Layout['kind']]?: Reader<Extract<Layout, { kind: Kind }>> } = {
  tuple: readTuple,
  record: (json, layout, where) => readNamed(json, layout, where),
  overlay: (json, layout, where) => readNamed(json, layout, where),
  array: (json, { element }, where) =>
    Array.isArray(json) ? json.map((item, i) => fromJson(element, item, `${where}[${i}]`)) : json,
  bytes: (json) => byteArray(json) ?? json,
  pascal: (json) => byteArray(json) ?? json,
  scalar: (json, { scalar }) => (scalar === 'char' ? (byteArray(json) ?? json) : json),
};

/** The value that a JSON text stands for; see {@link fromJson}. */
export function parseJson(layout: Layout, text: string, where: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${where}: expected JSON: ${reason}`, EXIT.data, { cause: error });
  }
  return fromJson(layout, json, where);
}

/**
 * The value that parsed JSON stands for: every form that `--json` prints, and in place of a number or of bytes any
 * text that the command line takes (`"0x1f"`, `"nan"`, `"ab"`); bytes also as an array of numbers.
 */
function fromJson(layout: Layout, json: unknown, where: string): unknown {
  if (typeof json === 'string') return isLeaf(layout) ? parseLeaf(json, layout, where) : json;
  if (typeof json !== 'object' || json === null) return json;
  const read = READERS[layout.kind] as Reader<Layout> | undefined; // the table pairs each kind with its own reader
  return read === undefined ? json : read(json, layout, where);
}

function readTuple(json: object, layout: Extract<Layout, { kind: 'tuple' }>, where: string): unknown {
  const values = Array.isArray(json) ? json : 'values' in json ? json.values : null;
  if (!Array.isArray(values)) {
    throw new CommandError(`${where}: expected an array of ${layout.length} values, or {"values": [...]}`, EXIT.data);
  }
  const layouts = valueLayouts(layout);
  return values.map((value, i) => {
    const part = layouts.next().value;
    return part === undefined ? value : fromJson(part, value, `${where}[${i}]`);
  });
}

function readNamed(json: object, layout: Layout, where: string): unknown {
  if (Array.isArray(json)) return json;
  const parts = new Map(namedParts(layout));
  const entries = Object.entries(json).map(([name, value]) => {
    const part = parts.get(name);
    if (part === undefined) throw unknownField(name, [...parts.keys()], where);
    return [name, fromJson(part, value, `${where}.${name}`)] as const;
  });
  return Object.fromEntries(entries);
}

function unknownField(name: string, known: readonly string[], where: string): CommandError {
  return new CommandError(`${where}: there is no field '${name}'; the fields are ${known.join(', ')}`, EXIT.data);
}

function byteArray(json: object): Uint8Array | undefined {
  const isBytes = Array.isArray(json) && json.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
  return isBytes ? Uint8Array.from(json as number[]) : undefined;
}
