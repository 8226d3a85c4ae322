import type { Notation } from './notation.ts';

/** Values as Python's `repr` prints them: `(1, b'ab', 2.700000047683716)`. Records are dicts. */
export const pythonNotation: Notation = {
  integer: String,
  float: pythonFloat,
  bool: (value) => (value ? 'True' : 'False'),
  text: (value) => quoted(value, Array.from(value, escapedCharacter)),
  bytes: (value) => pythonBytes(value),
  date: (value) => pythonNotation.text(value.toISOString()),
  list: (items, isTuple) => {
    if (!isTuple) return `[${items.join(', ')}]`;
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  },
  record: (entries) => `{${entries.map(([name, value]) => `${pythonNotation.text(name)}: ${value}`).join(', ')}}`,
  absent: () => 'None',
};

/** `repr(bytes)`: quotes, printable ASCII as it is, `\n \r \t` and `\xNN` for the rest. */
export function pythonBytes(bytes: Uint8Array): string {
  return `b${quoted(latin1(bytes), Array.from(bytes, escapedByte))}`;
}

/** The shortest digits that give the same double, in CPython's layout: `1e+16`, `1e-05`, `2.0`, `nan`. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [significand = '0', exponentText = '0'] = Math.abs(value).toExponential().split('e');
  const digits = significand.replace('.', '');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** Python prefers single quotes, and takes double ones when only that spares a backslash. */
function quoted(text: string, escaped: readonly string[]): string {
  const isDouble = text.includes("'") && !text.includes('"');
  const quote = isDouble ? '"' : "'";
  return quote + escaped.map((character) => (character === quote ? `\\${quote}` : character)).join('') + quote;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

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

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
