import type { ScalarText } from './scalar-emit.ts';
import { byteTexts, emitBytes, isSigned, WORD, wordText } from './scalar-text.ts';

/** Integers of five and six bytes, as two words. */
export const WIDE_TEXT: ScalarText = {
  read: (at) => {
    const bytes = byteTexts(at);
    const high = wordText(bytes.slice(WORD), isSigned(at.scalar));
    return `(${high}) * 4294967296 + (${wordText(bytes.slice(0, WORD), false)})`;
  },
  refused: ({ min, max }, x) =>
    `typeof ${x} !== 'number' || !(${x} >= ${min} && ${x} <= ${max}) || Math.floor(${x}) !== ${x}`,
  write: (at, x, _access, source) => emitBytes(at, [x, `Math.floor(${x} / 4294967296)`], source),
};
