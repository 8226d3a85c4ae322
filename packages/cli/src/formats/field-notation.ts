import { struct } from 'structwire';
import type { FormatSource } from './format-source.ts';
import { formatText } from './format-text.ts';

/** A format string with names: `id:I tag:2s value:f`. */
export const fieldNotation: FormatSource = {
  claims: (text) => text.includes(':'),
  load: (text, { abi }) => formatText(text, abi, struct(text, { abi })),
};
