import { expect } from 'vitest';
import { ALL_KINDS } from '../../src/codec/all-kinds.ts';
import { Cursor } from '../../src/codec/interpret/cursor.ts';
import { interpret as interpretWith } from '../../src/codec/interpret/interpret.ts';
import { type BoundNode, decodeNext, encodeNext } from '../../src/codec/interpret/node.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/codec/limits.ts';
import { LayoutMeasurer } from '../../src/codec/measure/measurer.ts';
import type { Layout } from '../../src/layout/layout.ts';
import { caught } from '../caught.ts';
import { fromHex, toHex } from '../hex.ts';

const interpret = (layout: Layout): BoundNode => interpretWith(layout, ALL_KINDS.nodes);

export function decode(layout: Layout, bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): unknown {
  const cursor = new Cursor(bytes, 0);
  cursor.limits = limits;
  const value = decodeNext(interpret(layout), cursor);
  expect(cursor.at, 'bytes that the record takes').toBe(bytes.length);
  return value;
}

export function encode(layout: Layout, value: unknown): Uint8Array {
  const cursor = new Cursor(new Uint8Array(0), 0);
  const node = interpret(layout);
  if (node.size !== null) cursor.reserve(node.size);
  encodeNext(node, value, cursor);
  return cursor.bytes.slice(0, cursor.at);
}

/** Both ways, every truncation too short, and its end found however it arrives. */
export function checkCase(layout: Layout, value: unknown, hex: string, encodes: unknown = value): void {
  const bytes = fromHex(hex);
  expect(toHex(encode(layout, encodes))).toBe(hex.replaceAll(' ', ''));
  expect(decode(layout, bytes)).toEqual(value);
  checkTruncations(layout, bytes);
  checkMeasuring(layout, bytes);
}

export function checkTruncations(layout: Layout, bytes: Uint8Array): void {
  for (let length = 0; length < bytes.length; length++) {
    const error = caught(() => decode(layout, bytes.subarray(0, length)));
    expect([length, error.code]).toEqual([length, 'input-too-short']);
    expect(error.offset, 'where it is too short').toBeLessThanOrEqual(length);
  }
}

/** Byte by byte, and all at once with more behind it. */
export function checkMeasuring(layout: Layout, bytes: Uint8Array): void {
  const measurer = new LayoutMeasurer(interpret(layout), DEFAULT_LIMITS);
  const padded = new Uint8Array(bytes.length + 5).fill(0x2a);
  padded.set(bytes, 2);
  for (let length = 0; length < bytes.length; length++) {
    const missing = -measurer.measure(padded, 2, 2 + length);
    expect(missing).toBeGreaterThan(0);
    expect(length + missing, 'never asks for more than the record has').toBeLessThanOrEqual(bytes.length);
  }
  expect(measurer.measure(padded, 2, 2 + bytes.length)).toBe(bytes.length);
  expect(measurer.measure(padded, 2, padded.length)).toBe(bytes.length);
}
