import { shortestFloat } from 'structwire/describe';
import type { BytesMeaning, Notation } from './notation.ts';

/**
 * Values as JSON that reads back to the same bytes.
 *
 * - Integers of more than 53 bits are strings, by their type and never by their value.
 * - float32 and float16 have the shortest digits that are stored as the same float; `"NaN"`, `"Infinity"`, `"-Infinity"`.
 * - Characters (`s`, `p`, `c`) are text without the zeros that fill them up; what is no plain text, and all other
 *   bytes, is `"0x6162"`.
 * - Positional values are `{"values": [...]}`, so that every record is one object.
 */
export const jsonNotation: Notation = {
  integer: (value) => (typeof value === 'bigint' ? `"${value}"` : String(value)),
  float: (value, width) => jsonFloat(width === 'f64' ? value : shortestFloat(value, width)),
  bool: String,
  text: JSON.stringify,
  bytes: (value, meaning) => JSON.stringify((meaning.isText ? plainText(value, meaning) : null) ?? hexLiteral(value)),
  date: (value) => JSON.stringify(value.toISOString()),
  list: (items, isTuple) => (isTuple ? `{"values":[${items.join(',')}]}` : `[${items.join(',')}]`),
  record: (entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
  absent: () => 'null',
};

function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function hexLiteral(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What reading would not take as text, or what a person could not see. */
const NOT_PLAIN = /^0x|^b['"]|[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u;

/** The text that packs to these bytes again, or `null` when there is none. */
function plainText(bytes: Uint8Array, { isPadded }: BytesMeaning): string | null {
  const end = isPadded ? bytes.findLastIndex((byte) => byte !== 0) + 1 : bytes.length;
  try {
    const text = utf8.decode(bytes.subarray(0, end));
    return NOT_PLAIN.test(text) ? null : text;
  } catch {
    return null; // no UTF-8
  }
}
