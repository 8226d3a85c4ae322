const ESCAPES: Readonly<Record<string, number>> = {
  '\\': 0x5c,
  "'": 0x27,
  '"': 0x22,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/**
 * The bytes that a text stands for, when it is written as bytes: hex digits behind `0x`, or Python's `b'ab\x00'`.
 * `null` for any other text.
 */
export function parseBytesLiteral(text: string): Uint8Array | null {
  if (/^0x([0-9a-f]{2})*$/i.test(text)) return Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
  const literal = /^b(['"])(.*)\1$/s.exec(text);
  return literal === null ? null : parseEscapes(literal[2] ?? '');
}

function parseEscapes(body: string): Uint8Array | null {
  const bytes: number[] = [];
  for (const [part, hex, named] of body.matchAll(/\\x([0-9a-f]{2})|\\([^x])|[^\\]|\\/gis)) {
    const code =
      hex !== undefined ? Number.parseInt(hex, 16) : named === undefined ? part.charCodeAt(0) : ESCAPES[named];
    if (code === undefined || code > 0xff || part === '\\') return null;
    bytes.push(code);
  }
  return Uint8Array.from(bytes);
}

/** Bytes written as hex digits, as a person pastes them: spaces, `0x` and the `b'...'` of a transcript may stand around. */
export function parseHexText(text: string): Uint8Array | null {
  const inner = /^\s*b(['"])(.*)\1\s*$/s.exec(text)?.[2] ?? text;
  const digits = inner.replaceAll(/\b0x|[\s:,]/gi, '');
  return /^([0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : null;
}
