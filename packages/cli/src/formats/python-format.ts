import { type Codec, Struct } from 'structwire';
import { formatMode, isNativeFormat } from './format-mode.ts';
import type { FormatSource } from './format-source.ts';

/** A format string of Python's `struct` module: `I 2s f`. */
export const pythonFormat: FormatSource = {
  claims: () => true,
  load: (text, { abi }) => {
    const codec = new Struct(text, { abi });
    return {
      text,
      layout: codec.layout,
      codec: codec as Codec<unknown, never> as Codec<unknown, unknown>, // it checks whatever it is given
      mode: formatMode(text, abi),
      isNative: isNativeFormat(text),
      vocabulary: 'format',
    };
  },
};
