import { hexOf } from './hex.ts';

const LONGEST_TEXT = 40;
const MOST_BYTES = 32;

/** A short name of what came instead of what was expected, for messages. Never longer than about 80 characters. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return describeBytes(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value);
    case 'bigint':
      return describeBigint(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return Number.isNaN(timeOf(value)) ? 'an invalid Date' : `an object (${className(value)})`;
    default:
      return `a ${typeof value}`;
  }
}

/** The time of a Date, NaN for an invalid one; 0 for everything else. */
function timeOf(value: object): number {
  return value instanceof Date ? value.getTime() : 0;
}

/** The name of the value's class; its own properties, whatever their names, have no say in it. */
function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'without prototype';
  const name: unknown = (prototype as object).constructor?.name;
  return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_TEXT) : 'of a class without a name';
}

function describeBytes(bytes: Uint8Array): string {
  return `${bytes.length} bytes ${hexOf(bytes.subarray(0, MOST_BYTES))}${bytes.length > MOST_BYTES ? '…' : ''}`;
}

function describeBigint(value: bigint): string {
  const bound = 10n ** BigInt(LONGEST_TEXT);
  if (value < bound && value > -bound) return `${value}n`;
  return `a bigint of ${(value < 0n ? -value : value).toString(16).length} hex digits`;
}
