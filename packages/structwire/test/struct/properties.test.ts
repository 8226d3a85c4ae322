import fc from 'fast-check';
import { calcsize, isStructwireError, Struct } from 'structwire';
import { describe, expect, it } from 'vitest';

// fast-check prints seed and path of a failure; `fc.assert(..., { seed, path })` runs it again.

const CODES = Array.from('xcbB?hHiIlLqQnNefdspP');

const format = fc
  .tuple(
    fc.constantFrom('', '@'),
    fc.array(fc.tuple(fc.constantFrom('', ' '), fc.constantFrom('', '0', '2', '3'), fc.constantFrom(...CODES)), {
      maxLength: 8,
    }),
  )
  .map(([prefix, items]) => prefix + items.map((item) => item.join('')).join(''));

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** What a call gives: a value, or the error's code, place and message. Any other error fails the test. */
function outcome(action: () => unknown): unknown {
  try {
    return { value: action() };
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    const { code, path, offset, index, message } = error;
    return { code, path, offset, index, message };
  }
}

describe('whatever comes, the outcome is a value or a StructwireError', () => {
  it('for any text as a format, with the index of the mistake inside of it', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      fc.string({ unit: fc.constantFrom(...CODES, ...Array.from('@=<>! 0123456789z\0\u00a0')) }),
    );
    fc.assert(
      fc.property(text, (format) => {
        const sized = outcome(() => calcsize(format)) as { value?: number | bigint; index?: number };
        if (sized.index !== undefined) expect(format.length).toBeGreaterThan(sized.index);
        const built = outcome(() => new Struct(format).size) as typeof sized;
        if (typeof sized.value !== 'bigint') expect(built).toEqual(sized);
        else expect(built).toMatchObject({ code: 'struct-too-large' });
      }),
      { numRuns: 500 },
    );
  });

  it('for any values, interpreted and compiled alike', () => {
    const call = format.chain((text) => {
      const { length } = new Struct(text).layout;
      return fc.tuple(fc.constant(text), fc.array(anything, { minLength: length, maxLength: length }), anything);
    });
    fc.assert(
      fc.property(call, ([text, values, extra]) => {
        const interpreted = new Struct(text, { codegen: 'never' });
        const compiled = new Struct(text, { codegen: 'eager' });
        for (const given of [values, [...values, extra], values.slice(1)]) {
          const packed = outcome(() => interpreted.pack(...given));
          expect(outcome(() => compiled.pack(...given))).toEqual(packed);
          const [one, other] = [new Uint8Array(100).fill(0xaa), new Uint8Array(100).fill(0xaa)];
          const written = outcome(() => interpreted.packInto(one, 9, ...given));
          expect(outcome(() => compiled.packInto(other, 9, ...given))).toEqual(written);
          expect(other).toEqual(one);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('for anything as a buffer or an offset', () => {
    fc.assert(
      fc.property(format, anything, anything, (text, buffer, offset) => {
        const interpreted = new Struct(text, { codegen: 'never' });
        const compiled = new Struct(text, { codegen: 'eager' });
        const memory = buffer as Uint8Array; // anything, as from untyped JavaScript
        const at = offset as number; // likewise
        for (const call of [
          (struct: Struct) => struct.unpack(memory),
          (struct: Struct) => struct.unpackFrom(memory, at),
          (struct: Struct) => Array.from(struct.iterUnpack(memory)),
          (struct: Struct) => struct.packInto(memory, at),
          (struct: Struct) => struct.decode(memory),
          (struct: Struct) => struct.decodeFrom(memory, at),
          (struct: Struct) => struct.decodeMany(memory, at),
          (struct: Struct) => struct.decodeMany(memory, 0, at),
          (struct: Struct) => struct.encodeInto([], memory, at),
        ]) {
          expect(outcome(() => call(compiled))).toEqual(outcome(() => call(interpreted)));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('random bytes', () => {
  it('unpack to values that pack to what unpacks to the same values', () => {
    const record = format.chain((text) => {
      const size = Number(calcsize(text));
      return fc.tuple(fc.constant(text), fc.uint8Array({ minLength: size, maxLength: size }));
    });
    fc.assert(
      fc.property(record, ([text, bytes]) => {
        const struct = new Struct(text);
        const values = struct.unpack(bytes);
        const packed = struct.pack(...values);
        expect(packed).toHaveLength(bytes.length);
        expect(struct.unpack(packed)).toEqual(values);
      }),
      { numRuns: 400 },
    );
  });
});
