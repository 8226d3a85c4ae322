import { type Codec, struct } from 'structwire';
import { formatMode, isNativeFormat } from './format-mode.ts';
import type { FormatSource } from './format-source.ts';

/** A format string with names: `id:I tag:2s value:f`. */
export const fieldNotation: FormatSource = {
  claims: (text) => text.includes(':'),
  load: (text, { abi }) => {
    const codec = struct(text, { abi });
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
