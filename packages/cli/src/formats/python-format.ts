import { Struct } from 'structwire';
import type { FormatSource } from './format-source.ts';
import { formatText } from './format-text.ts';

/** A format string of Python's `struct` module: `I 2s f`. */
export const pythonFormat: FormatSource = {
  claims: () => true,
  load: (text, { abi }) => formatText(text, abi, new Struct(text, { abi })),
};
