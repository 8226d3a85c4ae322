import { cNotSupported, cSyntax } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, type Token } from '../text/token.ts';
import { type Constant, constant } from './constant.ts';

/** Widths of the integer types that a literal may have, in bits. */
export interface IntegerWidths {
  readonly int: number;
  readonly long: number;
  readonly longlong: number;
  readonly isCharSigned: boolean;
  readonly wideChar: { readonly bits: number; readonly isUnsigned: boolean };
}

const INTEGER =
  /^(?:(0[xX][\da-fA-F]+)|(0[bB][01]+)|(0[0-7]*)|([1-9]\d*))(?:([uU])?(ll|LL|l|L|z|Z)?|(ll|LL|l|L|z|Z)([uU]))$/;
const MICROSOFT_INTEGER = /^(.*?)(u?)i(8|16|32|64)$/i;
/** More characters than any literal of 64 bits needs. */
const LONGEST_INTEGER = 100;

/** The value of an integer literal, with the first type of C11 6.4.4.1 that holds it. */
export function integerLiteral(token: Token, widths: IntegerWidths): Constant {
  if (token.text.length > LONGEST_INTEGER) {
    throw failureOn(cNotSupported, token, { what: `a number of ${token.text.length} characters` });
  }
  const microsoft = MICROSOFT_INTEGER.exec(token.text);
  const digits = (microsoft?.[1] ?? token.text).replaceAll("'", '');
  const match = INTEGER.exec(digits);
  if (match === null) {
    throw failureOn(cSyntax, token, { expected: 'an integer', found: describeToken(token) });
  }
  const [, hex, bin, oct, dec] = match;
  const value = BigInt(hex ?? bin ?? (oct !== undefined && oct.length > 1 ? `0o${oct.slice(1)}` : (oct ?? dec ?? '0')));
  if (microsoft !== null) return constant(value, Number(microsoft[3]), microsoft[2] !== '');
  const isUnsigned = (match[5] ?? match[8]) !== undefined;
  const suffix = (match[6] ?? match[7] ?? '').toLowerCase();
  const candidates = [widths.int, widths.long, widths.longlong].slice(suffix === 'll' ? 2 : suffix === '' ? 0 : 1);
  for (const bits of candidates) {
    if (!isUnsigned && value < 1n << BigInt(bits - 1)) return constant(value, bits, false);
    if ((isUnsigned || dec === undefined) && value < 1n << BigInt(bits)) return constant(value, bits, true);
  }
  if (value < 1n << 64n) return constant(value, 64, true);
  throw failureOn(cNotSupported, token, { what: 'an integer of more than 64 bits' });
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, e: 27, E: 27 };
const ESCAPE = /\\(?:x([\da-fA-F]+)|([0-7]{1,3})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/suy;

/** The value of a character literal: `'A'` is an `int`, and so is `'RIFF'` (each character one byte, the first one on top). */
export function characterLiteral(token: Token, widths: IntegerWidths): Constant {
  const quote = token.text.indexOf("'");
  const codes = characterCodes(token.text.slice(quote + 1, -1));
  const prefix = token.text.slice(0, quote);
  if (codes.some((code) => code > 0xffff_ffff)) {
    throw failureOn(cNotSupported, token, { what: 'a character of more than 32 bits' });
  }
  if (prefix !== '') {
    const wide = prefix === 'L' ? widths.wideChar : { bits: WIDTH_OF_PREFIX[prefix] ?? 8, isUnsigned: true };
    return constant(BigInt(codes[0] ?? 0), wide.bits, wide.isUnsigned);
  }
  if (codes.some((code) => code > 0xff))
    throw failureOn(cNotSupported, token, { what: 'a character outside one byte' });
  const [only, ...others] = codes;
  if (others.length === 0) {
    const byte = BigInt(only ?? 0);
    return constant(widths.isCharSigned ? BigInt.asIntN(8, byte) : byte, widths.int, false);
  }
  if (codes.length * 8 > widths.int) {
    throw failureOn(cNotSupported, token, { what: `a character literal of more than ${widths.int / 8} characters` });
  }
  return constant(
    codes.reduce((value, code) => (value << 8n) | BigInt(code), 0n),
    widths.int,
    false,
  );
}

const WIDTH_OF_PREFIX: Readonly<Record<string, number>> = { u8: 8, u: 16, U: 32 };

/** The characters of a string literal. What is no character becomes U+FFFD. */
export function stringText(token: Token): string {
  const body = token.text.slice(token.text.indexOf('"') + 1, -1);
  return characterCodes(body)
    .map((code) => String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd))
    .join('');
}

/** The bytes of one element of a string literal (`L"text"`, `u8"text"`), by its prefix; `null` without one. */
export function stringElementBits(token: Token, widths: IntegerWidths): number | null {
  const prefix = token.text.slice(0, token.text.indexOf('"'));
  return prefix === '' ? null : prefix === 'L' ? widths.wideChar.bits : (WIDTH_OF_PREFIX[prefix] ?? 8);
}

/** How many elements of this width a string literal has, its end not counted. */
export function stringLength(token: Token, bits: number): number {
  const body = token.text.slice(token.text.indexOf('"') + 1, -1);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    ESCAPE.lastIndex = at;
    const match = body[at] === '\\' ? ESCAPE.exec(body) : null;
    const universal = match?.[3] ?? match?.[4];
    const code = universal === undefined ? (body.codePointAt(at) ?? 0) : Number.parseInt(universal, 16);
    length += match === null || universal !== undefined ? unitsOf(code, bits) : 1;
    at += match?.[0].length ?? (code > 0xffff ? 2 : 1);
  }
  return length;
}

/** How many units a character takes in UTF-8, UTF-16 or UTF-32. */
function unitsOf(code: number, bits: number): number {
  if (bits === 32) return 1;
  if (bits === 16) return code > 0xffff ? 2 : 1;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** The numbers of the characters between the quotes of a literal, escapes resolved. */
function characterCodes(body: string): number[] {
  const codes: number[] = [];
  for (let at = 0; at < body.length; ) {
    if (body[at] !== '\\') {
      const code = body.codePointAt(at) ?? 0;
      codes.push(code);
      at += code > 0xffff ? 2 : 1;
      continue;
    }
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(body);
    if (match === null) break;
    const [whole, hex, octal, four, eight, simple] = match;
    const digits = hex ?? four ?? eight;
    if (digits !== undefined) codes.push(Number.parseInt(digits, 16));
    else if (octal !== undefined) codes.push(Number.parseInt(octal, 8));
    else codes.push(ESCAPES[simple ?? ''] ?? simple?.codePointAt(0) ?? 0);
    at += whole.length;
  }
  return codes;
}
