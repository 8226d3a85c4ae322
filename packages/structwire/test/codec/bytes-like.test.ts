import { runInNewContext } from 'node:vm';
import { type BytesLike, type Codegen, Struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';

const BEFORE = 16;
const SIZE = 48;
const AFTER = 8;
const FORMAT: string = '<B3sxd3pq24s'; // 48 bytes; every way of access: bytes, views, copies
const VALUES = [7, Uint8Array.of(1, 2, 3), 2.5, Uint8Array.of(9, 8), -5n, new Uint8Array(24).fill(4)];

interface Memory {
  readonly given: BytesLike;
  /** All bytes around and in the window; `null` where the window is the whole memory. */
  readonly all: Uint8Array;
  readonly start: number;
}

type Make = (byteLength: number) => Memory;

function within(buffer: ArrayBuffer | SharedArrayBuffer, give: (buffer: ArrayBufferLike) => BytesLike): Memory {
  return { given: give(buffer), all: new Uint8Array(buffer).fill(0xa5), start: BEFORE };
}

const around = (byteLength: number): ArrayBuffer => new ArrayBuffer(BEFORE + byteLength + AFTER);

function whole(given: ArrayBuffer | SharedArrayBuffer): Memory {
  return { given, all: new Uint8Array(given), start: 0 };
}

const KINDS: Readonly<Record<string, Make>> = {
  'a Uint8Array': (n) => within(around(n), (b) => new Uint8Array(b, BEFORE, n)),
  'a Buffer of the pool': (n) => {
    const given = Buffer.allocUnsafe(n);
    expect(given.buffer.byteLength).toBeGreaterThan(n); // Node's pool
    return { given, all: given, start: 0 };
  },
  'a Buffer over other memory': (n) => within(around(n), (b) => Buffer.from(b as ArrayBuffer, BEFORE, n)), // it is one
  'a Uint8ClampedArray': (n) => within(around(n), (b) => new Uint8ClampedArray(b, BEFORE, n)),
  'an Int16Array': (n) => within(around(n), (b) => new Int16Array(b, BEFORE, n / 2)),
  'a Float64Array': (n) => within(around(n), (b) => new Float64Array(b, BEFORE, n / 8)),
  'a BigUint64Array': (n) => within(around(n), (b) => new BigUint64Array(b, BEFORE, n / 8)),
  'a DataView': (n) => within(around(n), (b) => new DataView(b, BEFORE, n)),
  'an ArrayBuffer': (n) => whole(new ArrayBuffer(n)),
  'a SharedArrayBuffer': (n) => whole(new SharedArrayBuffer(n)),
  'a view of a SharedArrayBuffer': (n) =>
    within(new SharedArrayBuffer(BEFORE + n + AFTER), (b) => new Uint8Array(b, BEFORE, n)),
  'a resizable ArrayBuffer': (n) => whole(resizable(n, 2 * n)),
  'a view that follows a resizable ArrayBuffer': (n) =>
    within(resizable(BEFORE + n, 4 * n), (b) => new Uint8Array(b, BEFORE)),
  'a Uint8Array of another realm': (n) => {
    const given = runInNewContext('new Uint8Array(n)', { n }) as Uint8Array;
    return { given, all: given, start: 0 };
  },
  'an ArrayBuffer of another realm': (n) => whole(runInNewContext('new ArrayBuffer(n)', { n }) as ArrayBuffer),
};

/** Known to the engine, not yet to the library's ES2023. */
function resizable(byteLength: number, maxByteLength: number): ArrayBuffer & { resize(byteLength: number): void } {
  const Resizable = ArrayBuffer as unknown as new (byteLength: number, options: object) => ArrayBuffer;
  return new Resizable(byteLength, { maxByteLength }) as ArrayBuffer & { resize(byteLength: number): void };
}

describe.each<Codegen>(['never', 'eager'])('codegen: %s', (codegen) => {
  const struct = new Struct(FORMAT, { codegen });
  const packed = struct.pack(...VALUES);

  describe.each(Object.entries(KINDS))('%s', (_name, make) => {
    it('is packed into where the offset says, and nowhere else', () => {
      for (const offset of [0, 5, SIZE, -SIZE]) {
        const { given, all, start } = make(2 * SIZE);
        const expected = Uint8Array.from(all);
        expected.set(packed, start + (offset < 0 ? offset + 2 * SIZE : offset));
        for (let again = 0; again < 3; again++) struct.packInto(given, offset, ...VALUES); // also with kept views
        expect(Uint8Array.from(all)).toEqual(expected);
      }
    });

    it('is unpacked from where the offset says', () => {
      const { given, all, start } = make(2 * SIZE);
      all.set(packed, start + 7);
      for (let again = 0; again < 3; again++) {
        expect(struct.unpackFrom(given, 7)).toEqual(VALUES);
        expect(struct.unpackFrom(given, 7 - 2 * SIZE)).toEqual(VALUES);
      }
    });

    it('gives copies', () => {
      const { given, all, start } = make(2 * SIZE);
      all.set(packed, start);
      all.set(packed, start + SIZE);
      const rows = Array.from(struct.iterUnpack(given));
      all.fill(0xff);
      expect(rows).toEqual([VALUES, VALUES]);
    });

    it('is refused when it is too short', () => {
      const { given } = make(SIZE - 8);
      expect(caught(() => struct.unpack(given)).code).toBe('wrong-buffer-size');
      expect(caught(() => struct.unpackFrom(given)).code).toBe('unpack-buffer-too-small');
      expect(caught(() => struct.packInto(given, 0, ...VALUES)).code).toBe('pack-buffer-too-small');
    });
  });

  it('memory that was transferred away has no bytes, also where a view of it was kept', () => {
    const buffer = new ArrayBuffer(SIZE + 16);
    const views = [new Uint8Array(buffer), new DataView(buffer), new Float32Array(buffer), buffer];
    for (const view of [...views, ...views, ...views]) expect(struct.unpackFrom(view)).toHaveLength(VALUES.length);
    structuredClone(buffer, { transfer: [buffer] });
    for (const view of views) {
      expect(caught(() => struct.unpackFrom(view)).code).toBe('unpack-buffer-too-small');
      expect(caught(() => struct.unpack(view)).code).toBe('wrong-buffer-size');
      expect(caught(() => struct.packInto(view, 0, ...VALUES)).code).toBe('pack-buffer-too-small');
      expect(Array.from(struct.iterUnpack(view))).toEqual([]);
    }
  });

  it('memory that shrank has the bytes that are left', () => {
    const buffer = resizable(2 * SIZE, 2 * SIZE);
    const view = new Uint8Array(buffer);
    const fixed = new Uint8Array(buffer, 8, SIZE + 16);
    for (let again = 0; again < 3; again++) struct.packInto(view, 20, ...VALUES);
    expect(struct.unpackFrom(fixed, 12)).toEqual(VALUES);
    buffer.resize(SIZE);
    expect(caught(() => struct.unpackFrom(view, 20)).code).toBe('unpack-buffer-too-small');
    expect(caught(() => struct.packInto(view, 20, ...VALUES)).code).toBe('pack-buffer-too-small');
    expect(caught(() => struct.unpackFrom(fixed, 12)).code).toBe('unpack-buffer-too-small');
    buffer.resize(2 * SIZE);
    struct.packInto(view, 20, ...VALUES);
    expect(struct.unpackFrom(view, 20)).toEqual(VALUES);
  });

  it.each([null, undefined, 7, 'abc', [1, 2, 3], {}, { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 3 }, () => 1])(
    '%o is no buffer',
    (value) => {
      const given = value as BytesLike; // as from untyped JavaScript
      expect(caught(() => struct.unpack(given)).code).toBe('not-a-buffer');
      expect(caught(() => struct.unpackFrom(given)).code).toBe('not-a-buffer');
      expect(caught(() => struct.iterUnpack(given)).code).toBe('not-a-buffer');
      expect(caught(() => struct.packInto(given, 0, ...VALUES)).code).toBe('not-a-buffer');
      expect(caught(() => struct.decodeMany(given as Uint8Array)).code).toBe('not-a-buffer');
    },
  );

  it('bytes of another realm are bytes, as values too', () => {
    const foreign = runInNewContext('Uint8Array.of(1, 2, 3)') as Uint8Array;
    for (const format of ['<3s', '<40s', '<4p', '<40p']) {
      const values = new Struct(format, { codegen }).unpack(new Struct(format, { codegen }).pack(foreign));
      expect((values[0] as Uint8Array).subarray(0, 3)).toEqual(Uint8Array.of(1, 2, 3));
    }
    expect(new Struct('<c', { codegen }).pack(foreign.subarray(1, 2))).toEqual(Uint8Array.of(2));
  });

  it('a value may be a view of the target', () => {
    for (const format of ['<2s2s', '<40s40s']) {
      const half = Number(/\d+/.exec(format)![0]); // there is one
      const target = Uint8Array.from({ length: 2 * half }, (_, i) => i);
      const [first, second] = [target.slice(0, half), target.slice(half)];
      new Struct(format, { codegen }).packInto(target, 0, target.subarray(half), target.subarray(0, half)); // swaps them
      expect(target).toEqual(Uint8Array.of(...second, ...first));
    }
  });
});
