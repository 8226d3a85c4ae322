import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notABytesObject, textTooLong, wrongByteLength } from '../../errors/value-errors.ts';
import type { BytesLayout, PaddingLayout, PascalLayout } from '../../layout/layout.ts';
import { isUint8Array } from '../../scalar/byte-array.ts';
import { clear, LONGEST_LOOP } from '../copy-bytes.ts';
import type { Cursor } from './cursor.ts';
import type { Node } from './node.ts';
import { takeBytes } from './take-bytes.ts';

const utf8 = new TextEncoder();

/** Raw bytes of a fixed length. What is read is a copy. */
export function bytesNode({ size, fit, label = 'bytes' }: BytesLayout): Node {
  return {
    quick: size <= LONGEST_LOOP ? -size : 0,
    decode: (cursor) => takeBytes(cursor, cursor.at, size),
    encode: (value, cursor) => {
      const given = inputBytes(value, label, size, cursor);
      if (fit === 'exact' && given.length !== size) {
        throw failure(wrongByteLength, { type: label, expected: size, actual: given.length }, cursor.locate());
      }
      store(given, cursor, cursor.at, size);
    },
  };
}

/** Python's `p`: `[length: u8][data ...][zeros ...]`, `size` bytes in all; at most 255 bytes come back. */
export function pascalNode({ size, label = 'p' }: PascalLayout): Node {
  const room = Math.max(size - 1, 0);
  return {
    decode: (cursor) => {
      const length = size === 0 ? 0 : Math.min(cursor.bytes[cursor.at] ?? 0, room);
      return takeBytes(cursor, cursor.at + 1, length);
    },
    encode: (value, cursor) => {
      const given = inputBytes(value, label, room, cursor);
      if (size === 0) return;
      cursor.bytes[cursor.at] = Math.min(given.length, room, 255);
      store(given, cursor, cursor.at + 1, room);
    },
  };
}

/** Bytes that carry nothing. */
export function paddingNode({ size }: PaddingLayout): Node {
  return {
    decode: () => undefined,
    encode: (_value, { bytes, at }) => {
      bytes.fill(0, at, at + size);
    },
  };
}

/** The bytes of a value: bytes as they are (they may be cut), text as UTF-8 (it must fit whole). */
function inputBytes(value: unknown, label: string, max: number, cursor: Cursor): Uint8Array {
  if (isUint8Array(value)) return value;
  if (typeof value !== 'string') {
    throw failure(notABytesObject, { type: label, actual: describeValue(value) }, cursor.locate());
  }
  const encoded = utf8.encode(value);
  if (encoded.length > max) {
    throw failure(textTooLong, { type: label, byteLength: encoded.length, max }, cursor.locate());
  }
  return encoded;
}

function store(source: Uint8Array, { bytes }: Cursor, at: number, size: number): void {
  const stored = Math.min(source.length, size);
  if (stored <= LONGEST_LOOP) for (let i = 0; i < stored; i++) bytes[at + i] = source[i] ?? 0;
  else bytes.set(source.length > size ? source.subarray(0, size) : source, at);
  clear(bytes, at + stored, at + size);
}
