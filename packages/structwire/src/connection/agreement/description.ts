import type { Codec } from '../../codec/codec.ts';
import type { Framing } from '../../framing/framing.ts';
import { fingerprint } from '../../layout/fingerprint.ts';
import { type FieldRun, type WireField, wireFields } from './wire-fields.ts';

/** What one side sends, or expects. */
export interface Direction {
  /** Of the layout. */
  readonly fingerprint: string;
  /** The name of the framing, or `layout` where records end where their layout says. */
  readonly framing: string;
  /** Byte length of a record, or `null` when it depends on the value. */
  readonly size: number | null;
  readonly fields: readonly WireField[];
  /** There are more fields than these. */
  readonly isCut: boolean;
}

/** Characters of JSON that the fields of one direction may take; a layout that needs more is told in part. */
const MOST_FIELD_TEXT = 24_000;

/** What is said of records with this codec and framing. */
export function directionOf({ layout }: Codec<unknown, never>, framing: Framing | undefined): Direction {
  const { size } = layout;
  // Frames of the size that every record has are no frames.
  const isPlain = framing === undefined || framing.name === `fixed:${size}`;
  const fields: WireField[] = [];
  let length = 0;
  for (const field of wireFields(layout)) {
    length += JSON.stringify(fieldJson(field)).length + 1;
    if (length > MOST_FIELD_TEXT) return { ...end(), fields, isCut: true };
    fields.push(field);
  }
  return { ...end(), fields, isCut: false };

  function end(): Pick<Direction, 'fingerprint' | 'framing' | 'size'> {
    return { fingerprint: fingerprint(layout), framing: isPlain ? 'layout' : framing.name, size };
  }
}

/** A direction as JSON; its fingerprint stands elsewhere. */
export function directionJson({ framing, size, fields, isCut }: Direction): object {
  return { framing, size, fields: fields.map(fieldJson), ...(isCut && { more: true }) };
}

function fieldJson({ path, first, type, runs }: WireField): unknown[] {
  return [path, first, type, ...runs];
}

/** What another side says of a direction, or `undefined` for anything else. */
export function readDirection(json: unknown, hash: string): Direction | undefined {
  if (!isObject(json)) return undefined;
  const { framing, size, fields, more = false } = json;
  if (typeof framing !== 'string' || !(size === null || isCount(size)) || !Array.isArray(fields)) return undefined;
  const read = fields.map(readField);
  if (typeof more !== 'boolean' || !read.every((field) => field !== undefined)) return undefined;
  return { fingerprint: hash, framing: shown(framing), size, fields: read, isCut: more };
}

function readField(json: unknown): WireField | undefined {
  if (!Array.isArray(json)) return undefined;
  const [path, first, type, ...runs] = json as unknown[];
  if (typeof path !== 'string' || !(first === null || isCount(first)) || typeof type !== 'string') return undefined;
  return runs.every(isRun) ? { path: shown(path), first, type: shown(type), runs } : undefined;
}

function isRun(json: unknown): json is FieldRun {
  if (!Array.isArray(json) || json.length !== 4) return false;
  const [offset, repeat, form, size] = json as unknown[];
  return isCount(offset) && isCount(repeat) && typeof form === 'string' && isCount(size);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0; // an integer, by the first half
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Text of a stranger, for messages: short, and without control characters. */
function shown(text: string): string {
  return text.slice(0, 80).replaceAll(/\p{C}/gu, '?');
}
