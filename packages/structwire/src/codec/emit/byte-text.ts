import type { ScalarText } from './scalar-emit.ts';

// Scalars of one byte that are no integers.

/** Truth: of booleans and numbers here, of anything by the interpreter. */
export const BOOL_TEXT: ScalarText = {
  read: ({ place }) => `bytes[${place.text()}] !== 0`,
  refused: (_scalar, x) => `typeof ${x} !== 'boolean' && typeof ${x} !== 'number'`,
  write: ({ place }, x, _access, source) => {
    source.line(`bytes[${place.text()}] = ${x} === true || ${x} !== false && ${x} !== 0 ? 1 : 0;`);
  },
};

/** A byte as bytes. */
export const CHAR_TEXT: ScalarText = {
  read: ({ place }, { source }) => `${source.helper('copyOf')}(bytes, ${place.text()}, 1)`,
  refused: (_scalar, x) => `!(${x} instanceof Uint8Array) || ${x}.length !== 1`,
  kept: (x) => `${x}[0]`,
  write: ({ place }, x, _access, source) => {
    source.line(`bytes[${place.text()}] = ${x};`);
  },
};
