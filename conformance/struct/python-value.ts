import { toHex } from '../../packages/structwire/test/hex.ts';
import type { Slot } from '../differential/random-format.ts';
import { integerBits, type ValuePair } from '../differential/random-value.ts';

/** A JavaScript value with what it is in Python where a slot of a format takes it. */
export function valuePair(ours: unknown, slot: Slot | undefined): ValuePair {
  return { ours, python: pythonValue(ours, slot) };
}

function pythonValue(value: unknown, slot: Slot | undefined): string {
  const isIntegerSlot = slot === undefined || integerBits(slot) > 0;
  if (value === null || value === undefined) return 'N';
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'bigint') return `i${value}`;
  if (typeof value === 'number' && isIntegerSlot && Number.isInteger(value)) return `i${BigInt(value)}`;
  if (Number.isNaN(value)) return 'fnan';
  if (typeof value === 'number') return `f${toHex(new Uint8Array(Float64Array.of(value).buffer).reverse())}`;
  if (value instanceof Uint8Array) return `b${toHex(value)}`;
  if (typeof value === 'string')
    return slot !== undefined && 'sp'.includes(slot.code) ? `b${toHex(Buffer.from(value))}` : `s${value}`;
  if (Array.isArray(value)) return `l${'.'.repeat(value.length)}`;
  return 'o';
}
