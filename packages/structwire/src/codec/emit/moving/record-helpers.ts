import { putAll } from '../../copy-bytes.ts';
import { tagOfValue } from '../../interpret/derivation.ts';
import type { Views } from '../../views.ts';
import { LARGEST_PIECE, type Slab } from '../memory.ts';
import { type Scratch, ScratchStore } from './scratch.ts';

// What the code of every layout calls in which places move.

export { putAll };

/** Scratch memory for one operation. */
export function scratchStore(): ScratchStore {
  return new ScratchStore();
}

/** Whether a union's value carries the tag that a field says; `names` are those of the field's enumeration. */
export function isSameTag(
  value: unknown,
  stated: unknown,
  names: ReadonlyMap<string, number | bigint> | null,
): boolean {
  const given = tagOfValue(value);
  const actual = typeof stated === 'string' && typeof given === 'number' && names === null ? String(given) : given;
  if (actual === undefined || actual === stated) return true;
  const [a, b] = [actual, stated].map((tag) => (typeof tag === 'string' ? (names?.get(tag) ?? tag) : tag));
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same value are the same
  return a == b;
}

/** Up to here a new `Uint8Array` is made fast, in the young heap. */
const LARGEST_SMALL_ARRAY = 64;
/** Up to here words are copied one by one faster than by a call. */
const LARGEST_BY_WORDS = 192;

/** New bytes with the first ones of the scratch memory. */
export function cutRecord(memory: Scratch, byteLength: number, slab: Slab): Uint8Array<ArrayBuffer> {
  const { bytes, view } = memory;
  if (byteLength <= LARGEST_SMALL_ARRAY) {
    const record = new Uint8Array(byteLength);
    for (let i = 0; i < byteLength; i++) record[i] = bytes[i]!; // in range
    return record;
  }
  if (byteLength > LARGEST_PIECE) return bytes.slice(0, byteLength);
  const { buffer, bytes: target, view: targetView } = slab.take(byteLength);
  const { start } = slab;
  if (byteLength > LARGEST_BY_WORDS) target.set(bytes.subarray(0, byteLength), start);
  else copyWords(target, targetView, start, bytes, view, byteLength);
  return new Uint8Array(buffer, start, byteLength);
}

/** Stores the first bytes of the scratch memory in a caller's. */
export function putRecord(target: Uint8Array, start: number, memory: Scratch, byteLength: number, views: Views): void {
  if (byteLength <= LARGEST_BY_WORDS) {
    const targetView = target === views.bytes ? views.view : views.find(target);
    if (targetView) {
      copyWords(target, targetView, start, memory.bytes, memory.view, byteLength);
      return;
    }
  }
  putAll(target, start, memory.bytes, byteLength);
}

function copyWords(
  target: Uint8Array,
  targetView: DataView,
  start: number,
  bytes: Uint8Array,
  view: DataView,
  byteLength: number,
): void {
  const last = byteLength - 4;
  if (last < 0) {
    for (let i = 0; i < byteLength; i++) target[start + i] = bytes[i]!; // in range
    return;
  }
  for (let i = 0; i < last; i += 4) targetView.setUint32(start + i, view.getUint32(i, true), true);
  targetView.setUint32(start + last, view.getUint32(last, true), true); // it may overlap the one before
}
