// What the code of constants calls.

/** Whether a value is bytes that are all as expected. */
export function isSameBytes(value: unknown, expected: Uint8Array): boolean {
  if (!(value instanceof Uint8Array) || value.length !== expected.length) return false;
  for (let i = 0; i < expected.length; i++) if (value[i] !== expected[i]) return false;
  return true;
}
