import { isDeepStrictEqual } from 'node:util';
import { type CodecOptions, isStructwireError, type Layout, LayoutCodec } from 'structwire';
import { expect } from 'vitest';

/** What an operation gave, or the error it made. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly code: string; readonly path: string | undefined; readonly offset: number | undefined; message: string };

/** A codec by the interpreter and one by compiled code. */
export class BothWays {
  readonly interpreted: LayoutCodec<unknown>;
  readonly compiled: LayoutCodec<unknown>;
  readonly size: number;

  constructor(layout: Layout, options: CodecOptions = {}) {
    if (layout.size === null) throw new Error('of variable size');
    const fixed = layout as Layout & { size: number }; // just checked
    this.interpreted = new LayoutCodec(fixed, { ...options, codegen: 'never' });
    this.compiled = new LayoutCodec(fixed, { ...options, codegen: 'eager' });
    this.size = layout.size;
  }

  /** The outcome of an operation that must be the same both ways. */
  agree(what: string, run: (codec: LayoutCodec<unknown>) => unknown): Outcome {
    const expected = outcomeOf(() => run(this.interpreted));
    const actual = outcomeOf(() => run(this.compiled));
    // The comparison of vitest is too slow for tens of thousands of them, and only better at showing a difference.
    if (!isDeepStrictEqual(actual, expected)) {
      expect(actual, `${what}, compiled\n${this.compiled.source}`).toStrictEqual(expected);
      throw new Error(`${what}: the compiled outcome differs`);
    }
    return expected;
  }

  /** Encodes in every way, fresh and into bytes that must stay as they are on failure. */
  encode(value: unknown): Outcome {
    const outcome = this.agree('encode', (codec) => codec.encode(value));
    // Three times: without a view of the target, with one made, with one found.
    const target = (codec: LayoutCodec<unknown>): Uint8Array => {
      const bytes = new Uint8Array(this.size + 5).fill(0xa5);
      for (let time = 0; time < 3; time++) {
        try {
          codec.encodeInto(value, bytes, 2);
        } catch (error) {
          if (bytes.some((byte) => byte !== 0xa5)) throw new Error('a failed call wrote something', { cause: error });
          throw error;
        }
      }
      return bytes;
    };
    this.agree('encodeInto', target);
    return outcome;
  }

  /** Decodes in every way: bytes of their own, a place in others, many records. */
  decode(bytes: Uint8Array): Outcome {
    const outcome = this.agree('decode', (codec) => codec.decode(bytes));
    const around = new Uint8Array(2 * bytes.length + 3).fill(0x5a);
    around.set(bytes, 3);
    around.set(bytes, 3 + bytes.length);
    for (let time = 0; time < 3; time++) this.agree('decodeFrom', (codec) => codec.decodeFrom(around, 3));
    this.agree('decodeMany', (codec) => codec.decodeMany(around, 3));
    return outcome;
  }
}

/** What came of it. Errors that are not ours are mistakes of the library. */
export function outcomeOf(action: () => unknown): Outcome {
  try {
    return { value: action() };
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    const { code, path, offset, message } = error;
    return { code, path, offset, message };
  }
}
