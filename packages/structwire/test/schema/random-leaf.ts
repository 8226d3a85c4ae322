import {
  type AnyType,
  asNumber,
  be,
  bool,
  bytes,
  constant,
  cstring,
  enumeration,
  f16,
  f32,
  f64,
  fixedPoint,
  flags,
  i8,
  i16,
  i24,
  i32,
  i40,
  i48,
  i56,
  i64,
  scaled,
  text,
  timestamp,
  u8,
  u16,
  u24,
  u32,
  u40,
  u48,
  u56,
  u64,
  varint,
  varint64,
  zigzag,
  zigzag64,
} from 'structwire';
import type { Random } from '../random.ts';

/** A type with random values of it, as decoding gives them. */
export interface Sample {
  readonly type: AnyType;
  readonly value: () => unknown;
}

/** A type without types in it. */
export function leaf(random: Random): Sample {
  return random.one([integer, integer, wide, float, text_, terminated, raw, named, set, number, time, fixed])(random);
}

const INTEGERS: readonly (readonly [AnyType, number, number])[] = [
  [u8, 0, 2 ** 8 - 1],
  [u16, 0, 2 ** 16 - 1],
  [u24, 0, 2 ** 24 - 1],
  [u32, 0, 2 ** 32 - 1],
  [u40, 0, 2 ** 40 - 1],
  [u48, 0, 2 ** 48 - 1],
  [i8, -(2 ** 7), 2 ** 7 - 1],
  [i16, -(2 ** 15), 2 ** 15 - 1],
  [i24, -(2 ** 23), 2 ** 23 - 1],
  [i32, -(2 ** 31), 2 ** 31 - 1],
  [i40, -(2 ** 39), 2 ** 39 - 1],
  [i48, -(2 ** 47), 2 ** 47 - 1],
  [varint, 0, 2 ** 32 - 1],
  [zigzag, -(2 ** 31), 2 ** 31 - 1],
  [asNumber(u64), 0, Number.MAX_SAFE_INTEGER],
];

function integer(random: Random): Sample {
  const [type, min, max] = random.one(INTEGERS);
  return { type: random.chance(0.3) ? be(type as typeof u8) : type, value: () => random.edgy(min, max) };
}

const WIDE: readonly (readonly [AnyType, bigint, bigint])[] = [
  [u56, 0n, 2n ** 56n - 1n],
  [u64, 0n, 2n ** 64n - 1n],
  [i56, -(2n ** 55n), 2n ** 55n - 1n],
  [i64, -(2n ** 63n), 2n ** 63n - 1n],
  [varint64, 0n, 2n ** 64n - 1n],
  [zigzag64, -(2n ** 63n), 2n ** 63n - 1n],
];

function wide(random: Random): Sample {
  const [type, min, max] = random.one(WIDE);
  const value = (): bigint => {
    if (random.chance(0.3)) return random.one([min, max, 0n]);
    return min + ((BigInt(random.whole(0, 2 ** 48)) << 16n) % (max - min));
  };
  return { type, value };
}

function float(random: Random): Sample {
  const [type, round] = random.one([
    [f16, (n: number) => Math.round(n) / 4],
    [f32, Math.fround],
    [f64, (n: number) => n],
  ] as const);
  return { type, value: () => random.one([0, -0, 1, Infinity, Number.NaN, round(random.next() * 100)]) };
}

const LETTERS = ['a', 'Z', '0', ' ', '~', 'é', 'ß', '☃', '😀', '\ufeff'];

function words(random: Random, bytesAtMost: number, encoding: string): string {
  const letters = encoding === 'ascii' ? LETTERS.slice(0, 5) : encoding === 'latin1' ? LETTERS.slice(0, 7) : LETTERS;
  const width = encoding.startsWith('utf') ? 4 : 1;
  const made = random.list(random.whole(0, Math.floor(bytesAtMost / width)), () => random.one(letters)).join('');
  return made.trimEnd();
}

function text_(random: Random): Sample {
  const encoding = random.one(['utf8', 'ascii', 'latin1', 'utf16le', 'utf16be'] as const);
  const size = 2 * random.whole(0, 8);
  const length = random.one([size, u8, u16, varint]);
  const padding = random.one(['nul', 'space'] as const);
  return {
    type: text(length, encoding, padding),
    value: () => words(random, typeof length === 'number' ? size : 40, encoding),
  };
}

function terminated(random: Random): Sample {
  const encoding = random.one(['utf8', 'latin1', 'utf16le'] as const);
  return { type: cstring({ max: 20, encoding }), value: () => words(random, 20, encoding) };
}

function raw(random: Random): Sample {
  const length = random.one([random.whole(0, 9), u8, u16, varint]);
  return { type: bytes(length), value: () => random.bytes(typeof length === 'number' ? length : random.whole(0, 20)) };
}

function named(random: Random): Sample {
  const type = enumeration(random.one([u8, be(u16), i8]), { zero: 0, one: 1, top: 100 });
  return { type, value: () => random.one(['zero', 'one', 'top', 2, 99]) };
}

function set(random: Random): Sample {
  const type = flags(random.one([u8, u16]), { a: 1, b: 4, ['__proto__']: 128 });
  const value = (): unknown =>
    Object.defineProperty(
      { a: random.chance(0.5), b: random.chance(0.5), others: random.one([0, 2, 8]) },
      '__proto__',
      {
        value: random.chance(0.5),
        enumerable: true,
      },
    );
  return { type, value };
}

function number(random: Random): Sample {
  const [type, divide] = random.one([
    [scaled(i32, 1e-7), 1e7],
    [scaled(u16, 0.01), 100],
    [fixedPoint(u24, 8), 256],
  ] as const);
  return { type, value: () => random.whole(0, 65535) / divide };
}

function time(random: Random): Sample {
  const [type, unit] = random.one([
    [timestamp(u32, 's'), 1000],
    [timestamp(u64, 'ms'), 1],
    [timestamp(i64, 'us'), 1],
    [timestamp(f64, 'ms'), 1],
  ] as const);
  return { type, value: () => new Date(random.whole(0, 2 ** 31) * unit) };
}

function fixed(random: Random): Sample {
  return random.one<Sample>([
    { type: constant(be(u32), 0xdeadbeef), value: () => 0xdeadbeef },
    { type: constant(text(4), 'RIFF'), value: () => 'RIFF' },
    { type: constant(bytes(2), Uint8Array.of(1, 2)), value: () => Uint8Array.of(1, 2) },
    { type: bool, value: () => random.chance(0.5) },
  ]);
}
