import type { decodeFloat16, encodeFloat16 } from '../../scalar/float16.ts';
import type { lend } from '../copy-bytes.ts';
import type { Transforms } from '../interpret/interpret.ts';
import type { Limits } from '../limits.ts';
import type { readBits, writeBits } from './bit-fields.ts';
import type { putBytes, putPascal, shortText } from './byte-fields.ts';
import type { isList } from './is-list.ts';
import type { MovingHelpers } from './moving/moving-helpers.ts';

/** What generated code calls for one kind of layout alone. The kind brings it, so bundles without the kind are without it. */
export interface KindHelpers extends Partial<MovingHelpers> {
  readonly isList?: typeof isList;
  readonly lend?: typeof lend;
  readonly putBytes?: typeof putBytes;
  readonly shortText?: typeof shortText;
  readonly putPascal?: typeof putPascal;
  readonly readBits?: typeof readBits;
  readonly writeBits?: typeof writeBits;
  readonly decodeFloat16?: typeof decodeFloat16;
  readonly encodeFloat16?: typeof encodeFloat16;
  /** The limits of the codec. */
  readonly limits?: Limits;
  /** The user's functions. */
  readonly transforms?: Transforms;
}
