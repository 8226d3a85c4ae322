import type { AbiName } from 'structwire';

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['<', 'little-endian, standard sizes, no alignment'],
  ['>', 'big-endian, standard sizes, no alignment'],
  ['!', 'big-endian (network order), standard sizes, no alignment'],
  ['=', "the platform's byte order, standard sizes, no alignment"],
]);

/** Whether a format, or a field notation, means other bytes on another platform. */
export function isNativeFormat(text: string): boolean {
  return !PREFIXES.has(text.charAt(0));
}

/** What the prefix of a format says about sizes and byte order, in words. */
export function formatMode(text: string, abi: AbiName): string {
  return PREFIXES.get(text.charAt(0)) ?? `native sizes and alignment (${abi})`;
}
