import {
  align,
  array,
  asNumber,
  by,
  bytes,
  checksum,
  codec,
  enumeration,
  flags,
  lengthOf,
  rest,
  scaled,
  text,
  timestamp,
  u8,
  u32,
  u64,
  varint,
  withDefault,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from './both-ways.ts';

describe('mistakes in schemas', () => {
  const MISTAKES: readonly (readonly [string, () => unknown])[] = [
    ['negative length', () => bytes(-1)],
    ['fraction of an element', () => array(u8, 1.5)],
    ['empty path', () => bytes('')],
    ['prefix that is no integer', () => codec(bytes(text(1) as never)).layout],
    ['factor 0', () => scaled(u8, 0)],
    ['scaled bigint', () => codec(scaled(u64 as never, 2)).layout],
    ['enumeration of text', () => codec(enumeration(text(1) as never, { a: 1 })).layout],
    ['name without an integer', () => enumeration(u8, { a: 1.5 })],
    ['flag of two bits', () => codec(flags(u8, { a: 3 })).layout],
    ['flag outside', () => codec(flags(u8, { a: 256 })).layout],
    ['flag called as the others', () => flags(u8, { others: 1 })],
    ['checksum of 64 bits', () => codec(checksum('crc32', u64 as never)).layout],
    ['alignment 0', () => align(0)],
    ['length in a varint', () => codec(lengthOf('a', varint)).layout],
    ['default that is an object', () => withDefault(bytes(1), new Uint8Array(1) as never)],
    ['limit of by', () => by(u8, { times: 0 })],
    ['epoch', () => timestamp(u32, 's', { epoch: new Date(Number.NaN) })],
    ['asNumber of a float', () => codec(asNumber(rest as never)).layout],
  ];
  it.each(MISTAKES)('%s', (_name, make) => expect(caught(make).code).toBe('invalid-layout'));
});
