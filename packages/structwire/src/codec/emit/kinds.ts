import { arrayEmit } from './array-emit.ts';
import { bitsEmit } from './bits-emit.ts';
import { bytesEmit, paddingEmit, pascalEmit } from './bytes-emit.ts';
import type { Emitters } from './emitter.ts';
import { enumEmit } from './enum-emit.ts';
import { overlayEmit } from './overlay-emit.ts';
import { recordEmit } from './record-emit.ts';
import { scalarEmit } from './scalar-emit.ts';
import { tupleEmit } from './tuple-emit.ts';

/** The emitter of each kind of layout that is compiled. */
export const EMITTERS: Emitters = {
  scalar: scalarEmit,
  bytes: bytesEmit,
  pascal: pascalEmit,
  padding: paddingEmit,
  tuple: tupleEmit,
  record: recordEmit,
  array: arrayEmit,
  bits: bitsEmit,
  overlay: overlayEmit,
  enum: enumEmit,
};
