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
      return `an object (${value.constructor?.name ?? 'without prototype'})`;
    default:
      return `a ${typeof value}`;
  }
}

function describeBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, MOST_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${bytes.length} bytes ${shown}${bytes.length > MOST_BYTES ? '…' : ''}`;
}

function describeBigint(value: bigint): string {
  const bound = 10n ** BigInt(LONGEST_TEXT);
  if (value < bound && value > -bound) return `${value}n`;
  return `a bigint of ${value.toString(16).length} hex digits`;
}
