/** Whether a value is a `Uint8Array` (or a `Buffer`), also one of another realm, as test runners and iframes have them. */
export function isUint8Array(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
}
