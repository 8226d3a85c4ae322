import { recordKind, textKind } from '../codec/kinds.ts';
import type { TextEncoding, TextLayout } from '../layout/layout.ts';
import { type Length, lengthOfType, type RefsOfLength } from './length.ts';
import { defineType, oneOf, type Type, wholeFrom } from './type.ts';

/** How text that is shorter than a fixed length is filled. */
export type TextPadding = 'nul' | 'space' | 'none';

/** How text is read and written. */
export interface TextOptions {
  /**
   * Fixed lengths: `nul` (default) fills with NULs and shows what is before the first one; `space` fills with spaces and
   * shows none at the end; `none` takes only text of exactly that length.
   */
  readonly padding?: TextPadding;
  /** Bytes that are no such text: an error (default), or U+FFFD in their place. */
  readonly invalid?: 'refuse' | 'replace';
}

/**
 * Text. `length` counts bytes, whatever the encoding: fixed, in a field before, in front, or to the end.
 *
 * @throws StructwireError `invalid-text` while decoding; `text-does-not-fit`, `text-not-encodable` while encoding.
 * @example
 * ```ts
 * import { record, text, u8 } from 'structwire';
 *
 * const Station = record({ id: text(4, 'ascii', 'space'), name: text(u8) });
 * console.log(Station.decode(Station.encode({ id: 'OS', name: 'Oslo' })).name); // Oslo
 * ```
 */
export function text<const L extends Length>(
  length: L,
  encoding: TextEncoding = 'utf8',
  options: TextPadding | TextOptions = {},
): Type<string, string, RefsOfLength<L>> {
  const { padding = 'nul', invalid = 'refuse' } = typeof options === 'string' ? { padding: options } : options;
  oneOf(['nul', 'space', 'none'], padding, 'padding');
  checkText(encoding, invalid);
  const { children, extentIn } = lengthOfType(length, 'a number of bytes');
  return defineType({
    kinds: [textKind, recordKind],
    children,
    layoutIn: (surroundings): TextLayout => {
      const extent = extentIn(surroundings);
      const size = extent.by === 'fixed' ? extent.value : null;
      return Object.freeze({ kind: 'text', size, align: 1, encoding, length: extent, pad: padding, invalid });
    },
  });
}

const ENCODINGS: readonly TextEncoding[] = ['utf8', 'ascii', 'latin1', 'utf16le', 'utf16be'];

function checkText(encoding: TextEncoding, invalid: 'refuse' | 'replace'): void {
  oneOf(ENCODINGS, encoding, 'an encoding');
  oneOf(['refuse', 'replace'], invalid, 'invalid');
}

/**
 * Text that ends at a NUL, which is not part of it. `max` is the largest number of bytes before the NUL.
 *
 * @throws StructwireError `unterminated-text`, `invalid-text` while decoding; `text-does-not-fit`, `text-not-encodable`
 *   while encoding.
 */
export function cstring({
  max,
  encoding = 'utf8',
  invalid = 'refuse',
}: {
  readonly max: number;
  readonly encoding?: TextEncoding;
  readonly invalid?: 'refuse' | 'replace';
}): Type<string> {
  checkText(encoding, invalid);
  const length = Object.freeze({ by: 'terminator', max: wholeFrom(0, max, 'max') } as const);
  const layout: TextLayout = Object.freeze({
    kind: 'text',
    size: null,
    align: 1,
    encoding,
    length,
    pad: 'nul',
    invalid,
  });
  return defineType({ kinds: [textKind, recordKind], layoutIn: () => layout });
}
