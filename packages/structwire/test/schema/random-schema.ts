import {
  type AnyType,
  align,
  array,
  be,
  bits,
  bytes,
  checksum,
  countOf,
  enumeration,
  lengthOf,
  optional,
  padding,
  presenceOf,
  record,
  rest,
  sized,
  tagOf,
  text,
  u8,
  u16,
  u32,
  union,
  varint,
} from 'structwire';
import type { Random } from '../random.ts';
import { leaf, type Sample } from './random-leaf.ts';

/** Fields to add to a record: their types by name, and values for those that encoding does not work out. */
interface Part {
  readonly types: Readonly<Record<string, AnyType>>;
  readonly values: () => Readonly<Record<string, unknown>>;
}

type MakePart = (random: Random, depth: number, name: string) => Part;

/** A record of random fields, with references among them. Every one says where it ends. */
export function randomRecord(random: Random, depth = 2): Sample {
  const parts = random.list(random.whole(1, depth === 2 ? 6 : 3), (i) => random.one(PARTS)(random, depth, `f${i}`));
  const types = Object.assign({}, ...parts.map((part) => part.types)) as Record<string, AnyType>;
  const size = random.chance(0.15) ? { size: lengthOf(null, u32) } : {};
  const sum = random.chance(0.2)
    ? { sum: checksum(random.one(['crc32', 'crc16/modbus', 'fletcher8', 'sum']), u32) }
    : {};
  const options = { endian: random.one(['le', 'be'] as const), bitOrder: random.one(['lsb', 'msb'] as const) };
  const type: AnyType = record({ ...size, ...types, ...sum }, options);
  return { type, value: () => Object.assign({}, ...parts.map((part) => part.values())) as unknown };
}

/** Any type, a record included. */
function anything(random: Random, depth: number): Sample {
  return depth > 0 && random.chance(0.4) ? randomRecord(random, depth - 1) : leaf(random);
}

const plain: MakePart = (random, depth, name) => {
  const { type, value } = anything(random, depth);
  return { types: { [name]: type }, values: () => ({ [name]: value() }) };
};

const packed: MakePart = (random, _depth, name) => {
  const widths = random.one([
    [4, 4],
    [3, 5, 8],
    [1, 1, 6],
    [12, 20],
    [7, 9, 16],
    [53, 3],
  ]);
  const signed = random.chance(0.3);
  const types = widths.map((width, i) => [`${name}b${i}`, bits(width, { signed })] as const);
  const values = (): [string, number][] =>
    widths.map((width, i) => [
      `${name}b${i}`,
      signed ? random.edgy(-(2 ** (width - 1)), 2 ** (width - 1) - 1) : random.edgy(0, 2 ** width - 1),
    ]);
  return { types: Object.fromEntries(types), values: () => Object.fromEntries(values()) };
};

const elements: MakePart = (random, depth, name) => {
  const { type, value } = anything(random, depth);
  const count = random.whole(0, 4);
  const length = random.one([count, u8, varint]);
  const make = (): unknown => random.list(typeof length === 'number' ? count : random.whole(0, 5), value);
  return { types: { [name]: array(type, length) }, values: () => ({ [name]: make() }) };
};

const counted: MakePart = (random, depth, name) => {
  const { type, value } = anything(random, depth);
  const inHeader = random.chance(0.4);
  const base = random.one([u8, be(u16), varint]);
  const count = countOf(name, base);
  const types = inHeader
    ? { [`${name}h`]: record({ count }), [name]: array(type, `${name}h.count`) }
    : { [`${name}n`]: count, [name]: array(type, `${name}n`) };
  const header = inHeader ? { [`${name}h`]: {} } : {};
  return { types, values: () => ({ ...header, [name]: random.list(random.whole(0, 4), value) }) };
};

const measured: MakePart = (random, depth, name) => {
  const inner = anything(random, depth);
  const [type, value] = random.one([
    [bytes(`${name}n`), () => random.bytes(random.whole(0, 12))],
    [text(`${name}n`), () => random.one(['', 'é', 'abc'])],
    [sized(`${name}n`, array(u16, rest)), () => random.list(random.whole(0, 5), () => random.whole(0, 65535))],
    [sized(`${name}n`, inner.type), inner.value],
  ] as const);
  const types = { [`${name}n`]: lengthOf(name, random.one([u16, be(u32)])), [name]: type };
  return { types, values: () => ({ [name]: value() }) };
};

const inFront: MakePart = (random, depth, name) => {
  const { type, value } = anything(random, depth);
  return { types: { [name]: sized(random.one([u32, varint]), type) }, values: () => ({ [name]: value() }) };
};

const missing: MakePart = (random, depth, name) => {
  const { type, value } = anything(random, depth);
  const byFlag = random.chance(0.5);
  const types = byFlag
    ? { [`${name}p`]: presenceOf(name, u8), [name]: optional(type, `${name}p`) }
    : { [name]: optional(type, u8) };
  return { types, values: () => ({ [name]: random.chance(0.5) ? value() : undefined }) };
};

const choice: MakePart = (random, depth, name) => {
  const samples = [anything(random, depth), anything(random, depth), leaf(random)];
  const [first, second, third] = samples.map(({ type }) => type) as [AnyType, AnyType, AnyType];
  const cases = { 1: first, two: second, 7: third };
  const names = enumeration(u8, { two: 2 });
  const tags = [1, 'two', 7] as const;
  const isKept = random.chance(0.3);
  const known = random.chance(0.5)
    ? { [`${name}t`]: tagOf(name, names), [name]: union(`${name}t`, cases) }
    : { [name]: union(names, cases) };
  const types = isKept ? { [name]: sized(u16, union(names, cases, { unknown: 'keep' })) } : known;
  const make = (): unknown => {
    const i = random.whole(0, 2);
    if (isKept && random.chance(0.3)) return { tag: null, actual: 99, value: random.bytes(random.whole(0, 5)) };
    return { tag: tags[i], value: samples[i]?.value() };
  };
  return { types, values: () => ({ [name]: make() }) };
};

const gap: MakePart = (random, _depth, name) => ({
  types: { [`_${name}`]: random.chance(0.5) ? padding(random.whole(0, 3)) : align(random.one([2, 4, 8])) },
  values: () => ({}),
});

const PARTS: readonly MakePart[] = [
  plain,
  plain,
  plain,
  packed,
  elements,
  counted,
  measured,
  inFront,
  missing,
  choice,
  gap,
];
