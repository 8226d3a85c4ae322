import type { BytesLike } from 'structwire';
import { calcsize, isStructwireError, iterUnpack, pack, packInto, Struct, unpack, unpackFrom } from 'structwire';
import { toHex } from '../../packages/structwire/test/hex.ts';
import { type Backend, running } from '../backend.ts';
import type { Case } from './random-case.ts';
import type { Slot } from './random-format.ts';
import { integerBits } from './random-value.ts';

/** What structwire did: results in the notation of `struct_peer.py`, or where and why it refused. */
export type Outcome =
  | { readonly result: unknown }
  | {
      readonly code: string;
      readonly message: string;
      readonly path?: string | undefined;
      readonly offset?: number | undefined;
      readonly index?: number | undefined;
    };

/** The functions under test, with the format already given. */
type Functions = {
  [Name in 'pack' | 'packInto' | 'unpack' | 'unpackFrom' | 'iterUnpack']: Struct[Name];
};

/** Runs a case through a Struct with this back end, or through the functions of the module and their cache. */
export function runCase(testCase: Case, backend: Backend | 'module'): Outcome {
  const held = testCase.buffer.hold?.();
  const before = held?.bytes.slice();
  const buffer = (held?.given ?? testCase.buffer.ours) as BytesLike; // wrong types are part of the test
  try {
    const result = call(testCase, buffer, backend);
    if (held?.isSurroundingIntact() === false) return { result: 'wrote outside of the buffer' };
    return { result: testCase.operation === 'pack_into' ? `b${toHex(held?.bytes ?? new Uint8Array())}` : result };
  } catch (error) {
    if (!isStructwireError(error)) return { code: String(error), message: String(error) };
    if (held !== undefined && toHex(held.bytes) !== toHex(before!))
      return { result: `failed, but wrote ${toHex(held.bytes)}` };
    return { code: error.code, message: error.message, path: error.path, offset: error.offset, index: error.index };
  }
}

function call({ operation, format, values, offset }: Case, buffer: BytesLike, backend: Backend | 'module'): unknown {
  if (operation === 'calcsize') return String(calcsize(format.text));
  const { slots, text } = format;
  const functions = backend === 'module' ? moduleFunctions(text) : structOf(text, backend);
  const ours = values.map((value) => value.ours);
  const at = offset.ours as number; // wrong types are part of the test
  switch (operation) {
    case 'pack':
      return `b${toHex(functions.pack(...ours))}`;
    case 'pack_into':
      return functions.packInto(buffer, at, ...ours);
    case 'unpack':
      return showRow(functions.unpack(buffer), slots);
    case 'unpack_from':
      return showRow(functions.unpackFrom(buffer, at), slots);
    case 'iter_unpack':
      return Array.from(functions.iterUnpack(buffer), (row) => showRow(row, slots));
  }
}

const latest = new Map<Backend, Struct>();

/** A struct of this format; the same one while the format stays the same. */
function structOf(format: string, backend: Backend): Struct {
  const known = latest.get(backend);
  if (known?.format === format) return known;
  const struct = new Struct(format, running(backend));
  latest.set(backend, struct);
  return struct;
}

function moduleFunctions(format: string): Functions {
  return {
    pack: (...values) => pack(format, ...values),
    packInto: (buffer, offset, ...values) => packInto(format, buffer, offset, ...values),
    unpack: (buffer) => unpack(format, buffer),
    unpackFrom: (buffer, offset) => unpackFrom(format, buffer, offset),
    iterUnpack: (buffer) => iterUnpack(format, buffer),
  };
}

function showRow(row: readonly unknown[], slots: readonly Slot[]): string[] {
  return row.map((value, i) => showValue(value, slots[i]));
}

/** A value as `struct_peer.py` shows it, if it has the type that its slot promises. */
function showValue(value: unknown, slot: Slot | undefined): string {
  if (slot === undefined) return 'a value too many';
  const bits = integerBits(slot);
  if (bits > 0 && typeof value === (bits === 64 ? 'bigint' : 'number')) return `i${String(value)}`;
  if (slot.code === '?' && typeof value === 'boolean') return value ? 'T' : 'F';
  if ('csp'.includes(slot.code) && value instanceof Uint8Array) return `b${toHex(value)}`;
  if ('efd'.includes(slot.code) && typeof value === 'number') return showFloat(value);
  return `${typeof value} for ${slot.code}`;
}

function showFloat(value: number): string {
  if (Number.isNaN(value)) return 'fnan';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return `f${toHex(new Uint8Array(view.buffer))}`;
}
