import type { Notation } from './notation.ts';

/** Values as Python's `repr` prints them: `(1, b'ab', 2.700000047683716)`. Records are dicts. */
export const pythonNotation: Notation = {
  integer: String,
  float: pythonFloat,
  bool: (value) => (value ? 'True' : 'False'),
  text: (value) => quoted(value, Array.from(value, escapedCharacter)),
  bytes: pythonBytes,
  date: (value) => pythonNotation.text(value.toISOString()),
  list: (items, isTuple) => {
    if (!isTuple) return `[${items.join(', ')}]`;
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  },
  record: (entries) => `{${entries.map(([name, value]) => `${pythonNotation.text(name)}: ${value}`).join(', ')}}`,
  absent: () => 'None',
};

/** `repr(bytes)`: quotes, printable ASCII as it is, `\n \r \t` and `\xNN` for the rest. */
function pythonBytes(bytes: Uint8Array): string {
  const hasSingle = bytes.includes(0x27);
  const quote = hasSingle && !bytes.includes(0x22) ? '"' : "'";
  let text = `b${quote}`;
  for (const byte of bytes) text += byte === 0x27 && quote === "'" ? "\\'" : BYTE_TEXTS[byte];
  return text + quote;
}

/** The shortest digits that give the same double, in CPython's layout: `1e+16`, `1e-05`, `2.0`, `nan`. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e16) return Number.isInteger(value) ? `${value}.0` : `${value}`; // as JavaScript
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (magnitude === 0) return `${sign}0.0`;
  const [significand = '0', exponentText = '+0'] = magnitude.toExponential().split('e');
  const power = exponentText.slice(1).padStart(2, '0');
  return `${sign}${significand}e${exponentText.charAt(0)}${power}`;
}

/** Python prefers single quotes, and takes double ones when only that spares a backslash. */
function quoted(text: string, escaped: readonly string[]): string {
  const isDouble = text.includes("'") && !text.includes('"');
  const quote = isDouble ? '"' : "'";
  return quote + escaped.map((character) => (character === quote ? `\\${quote}` : character)).join('') + quote;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Every byte inside quotes that it does not close. */
const BYTE_TEXTS: readonly string[] = Array.from({ length: 256 }, (_, byte) => escapedByte(byte));

function escapedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return SHORT_ESCAPES[character] ?? (byte >= 0x20 && byte < 0x7f ? character : hexEscape(byte));
}

function escapedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return escapedByte(code);
  return /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character) ? character : hexEscape(code);
}

function hexEscape(code: number): string {
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
