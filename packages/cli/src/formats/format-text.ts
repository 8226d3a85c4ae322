import type { AbiName, Codec, Layout } from 'structwire';
import type { ResolvedFormat } from './format-source.ts';

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['<', 'little-endian, standard sizes, no alignment'],
  ['>', 'big-endian, standard sizes, no alignment'],
  ['!', 'big-endian (network order), standard sizes, no alignment'],
  ['=', "the platform's byte order, standard sizes, no alignment"],
]);

/** The record type of a format or a field notation, with what its prefix says about sizes and byte order. */
export function formatText(
  text: string,
  abi: AbiName,
  codec: Codec<unknown, never> & { readonly layout: Layout },
): ResolvedFormat {
  const mode = PREFIXES.get(text.charAt(0));
  return {
    text,
    layout: codec.layout,
    codec: codec as Codec<unknown, never> as Codec<unknown, unknown>, // it checks whatever it is given
    mode: mode ?? `native sizes and alignment (${abi})`,
    isNative: mode === undefined,
    vocabulary: 'format',
  };
}
