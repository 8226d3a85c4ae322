import { type Codec, Struct } from 'structwire';
import type { FormatSource } from './format-source.ts';

const MODES: Readonly<Record<string, string>> = {
  '<': 'little-endian, standard sizes, no alignment',
  '>': 'big-endian, standard sizes, no alignment',
  '!': 'big-endian (network order), standard sizes, no alignment',
  '=': "the platform's byte order, standard sizes, no alignment",
};

/** A format string of Python's `struct` module: `I 2s f`. */
export const pythonFormat: FormatSource = {
  claims: () => true,
  load: (text, { abi }) => {
    const codec = new Struct(text, { abi });
    const mode = MODES[text.charAt(0)];
    return {
      text,
      layout: codec.layout,
      codec: codec as Codec<unknown, never> as Codec<unknown, unknown>, // it checks whatever it is given
      mode: mode ?? `native sizes and alignment (${abi})`,
      isNative: mode === undefined,
    };
  },
};
