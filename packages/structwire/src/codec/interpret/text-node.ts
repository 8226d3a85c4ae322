import { describeValue } from '../../errors/describe-value.ts';
import {
  invalidText,
  notText,
  textDoesNotFit,
  textNotEncodable,
  unterminatedText,
} from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { TextLayout } from '../../layout/layout.ts';
import { decodeText, encodeText, findNul, trimmedEnd, unencodable, unitOf } from '../../text/encodings.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { bindExtent, neededBytes } from './extent-node.ts';
import { awaitBytes, type Measuring, type Node } from './node.ts';
import { measureRun } from './run.ts';

/** Text, in all its lengths. */
export const textNode: BindNode<TextLayout> = (layout, binder) => {
  const { length } = layout;
  if (length.by === 'terminator') return terminatedText(layout, length.max);
  if (length.by === 'fixed') return fixedText(layout, length.value);
  const extent = bindExtent(length, binder);
  return {
    decode: (cursor) => {
      const byteLength = neededBytes(extent.read(cursor), cursor);
      const start = cursor.at;
      const text = shown(layout, cursor, start, start + byteLength);
      cursor.at = start + byteLength;
      return text;
    },
    encode: (value, cursor) => {
      const bytes = given(layout, value, cursor);
      extent.write(bytes.length, cursor);
      append(bytes, cursor);
    },
    measure: (cursor) => measureRun(extent, cursor),
    isEndless: extent.isEndless,
  };
};

function fixedText(layout: TextLayout, size: number): Node {
  const { pad, encoding } = layout;
  const unit = unitOf(layout.encoding);
  const filler = pad === 'space' ? encodeText(' ', encoding) : new Uint8Array(unit);
  return {
    decode: (cursor) => {
      const start = cursor.at;
      let end = start + size;
      if (pad === 'nul') end = findNul(cursor.bytes, start, end, unit);
      if (pad === 'space') end = trimmedEnd(cursor.bytes, start, end, filler);
      return shown(layout, cursor, start, end < 0 ? start + size : end);
    },
    encode: (value, cursor) => {
      const bytes = given(layout, value, cursor);
      const exact = pad === 'none';
      if (bytes.length > size || (exact && bytes.length !== size)) {
        throw failure(textDoesNotFit, { encoding, byteLength: bytes.length, max: size, exact }, cursor.locate());
      }
      cursor.bytes.set(bytes, cursor.at);
      for (let at = bytes.length; at + unit <= size; at += unit) cursor.bytes.set(filler, cursor.at + at);
    },
  };
}

/** Text up to a NUL. */
function terminatedText(layout: TextLayout, max: number): Node {
  const unit = unitOf(layout.encoding);
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const searched = Math.min(cursor.end, start + max + unit);
      const end = findNul(cursor.bytes, start, searched, unit);
      if (end < 0) {
        if (searched === start + max + unit) throw failure(unterminatedText, { max }, cursor.locate());
        throw cursor.shortage(cursor.end - start + unit);
      }
      const text = shown(layout, cursor, start, end);
      cursor.at = end + unit;
      return text;
    },
    encode: (value, cursor) => {
      const { encoding } = layout;
      const bytes = given(layout, value, cursor);
      if (bytes.length > max) {
        throw failure(textDoesNotFit, { encoding, byteLength: bytes.length, max, exact: false }, cursor.locate());
      }
      append(bytes, cursor);
      append(new Uint8Array(unit), cursor);
    },
    measure: (cursor) => measureTerminated(cursor, max, unit),
  };
}

function* measureTerminated(cursor: Cursor, max: number, unit: number): Measuring {
  const start = cursor.at;
  for (;;) {
    const searched = Math.min(cursor.end, start + max + unit);
    const end = findNul(cursor.bytes, cursor.at, searched, unit);
    if (end >= 0) {
      cursor.at = end + unit;
      return;
    }
    cursor.at += Math.max(0, Math.floor((searched - cursor.at) / unit) * unit);
    if (searched !== start + max + unit) yield* awaitBytes(cursor, unit);
    else {
      cursor.at = start;
      throw failure(unterminatedText, { max }, cursor.locate());
    }
  }
}

/** Index of the first unit of zeros from `start`, or -1. */
function shown({ encoding, invalid }: TextLayout, cursor: Cursor, start: number, end: number): string {
  const text = decodeText(cursor.bytes, start, end, encoding, invalid === 'replace');
  if (text !== null) return text;
  throw failure(invalidText, { encoding, actual: describeValue(cursor.bytes.subarray(start, end)) }, cursor.locate());
}

/** The bytes of a text; one that ends at a NUL holds none. */
function given(layout: TextLayout, value: unknown, cursor: Cursor): Uint8Array {
  const { encoding } = layout;
  if (typeof value !== 'string') throw failure(notText, { actual: describeValue(value) }, cursor.locate());
  const position = unencodable(value, encoding, endsAtNul(layout));
  if (position < 0) return encodeText(value, encoding);
  const character = JSON.stringify(String.fromCodePoint(value.codePointAt(position) ?? 0));
  throw failure(textNotEncodable, { encoding, character, position }, cursor.locate());
}

function endsAtNul({ length, pad }: TextLayout): boolean {
  return length.by === 'terminator' || (length.by === 'fixed' && pad === 'nul');
}

function append(bytes: Uint8Array, cursor: Cursor): void {
  cursor.reserve(bytes.length);
  cursor.bytes.set(bytes, cursor.at);
  cursor.at += bytes.length;
}
