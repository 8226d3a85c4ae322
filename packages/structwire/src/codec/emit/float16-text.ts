import { FLOAT16_OVERFLOW } from '../../scalar/float16.ts';
import { floatRefused } from './float-text.ts';
import type { ScalarText } from './scalar-emit.ts';
import { byteTexts, emitBytes, wordText } from './scalar-text.ts';

/** Half-precision floats: 16 bits that two functions turn into numbers and back. */
export const FLOAT16_TEXT: ScalarText = {
  read: (at, { source }) => `${source.helper('decodeFloat16')}(${wordText(byteTexts(at), false)})`,
  refused: (_scalar, x, { overflow }) => floatRefused(x, overflow === 'infinity' ? null : FLOAT16_OVERFLOW),
  write: (at, x, _access, source) => {
    emitBytes(at, [source.local(`${source.helper('encodeFloat16')}(${x})`)], source);
  },
};
