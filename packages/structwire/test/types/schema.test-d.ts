import {
  align,
  array,
  asNumber,
  be,
  bigBits,
  bit,
  bits,
  bool,
  bySize,
  bytes,
  type Codec,
  checksum,
  codec,
  constant,
  countOf,
  cstring,
  type Decoded,
  documented,
  type Encodable,
  enumeration,
  f32,
  fixedPoint,
  flags,
  type Infer,
  type InferInput,
  lazy,
  lengthOf,
  optional,
  padding,
  presenceOf,
  record,
  rest,
  scaled,
  sized,
  type Type,
  tagOf,
  text,
  timestamp,
  transform,
  u8,
  u16,
  u32,
  u48,
  u64,
  union,
  varint,
  varint64,
  viewable,
  when,
  withDefault,
} from 'structwire';
import { describe, expectTypeOf, it } from 'vitest';

type Bytes = Uint8Array<ArrayBuffer>;

describe('the types of a schema', () => {
  it('are what decoding gives', () => {
    const Scalars = record({
      small: u8,
      wide: u48,
      big: u64,
      number: asNumber(be(u64)),
      real: f32,
      yes: bool,
      data: bytes(4),
      name: cstring({ max: 8 }),
      short: varint,
      long: varint64,
      part: bits(4),
      one: bit,
      most: bigBits(59),
      price: scaled(u32, 0.01),
      delay: fixedPoint(u32, 16),
      at: timestamp(u64, 'ns'),
      count: timestamp(u64, 'ns', { as: 'number' }),
      _: padding(2),
      __: align(4),
      left: rest,
    });
    expectTypeOf<Infer<typeof Scalars>>().toEqualTypeOf<{
      small: number;
      wide: number;
      big: bigint;
      number: number;
      real: number;
      yes: boolean;
      data: Bytes;
      name: string;
      short: number;
      long: bigint;
      part: number;
      one: boolean;
      most: bigint;
      price: number;
      delay: number;
      at: Date;
      count: bigint;
      left: Bytes;
    }>();
  });

  it('name values, flags and cases', () => {
    const Kind = enumeration(u8, { read: 1, write: 2 });
    expectTypeOf<Infer<typeof Kind>>().toEqualTypeOf<'read' | 'write' | number>();
    const Big = enumeration(u64, { none: 0, all: 2n ** 64n - 1n });
    expectTypeOf<Infer<typeof Big>>().toEqualTypeOf<'none' | 'all' | bigint>();
    const Flags = flags(u16, { ack: 1, end: 2 });
    expectTypeOf<Infer<typeof Flags>>().toEqualTypeOf<{ ack: boolean; end: boolean; others: number }>();
    expectTypeOf<InferInput<typeof Flags>>().toEqualTypeOf<{
      readonly ack?: boolean;
      readonly end?: boolean;
      readonly others?: number | bigint;
    }>();
    const Known = flags(u8, { ack: 1 }, { others: null });
    expectTypeOf<Infer<typeof Known>>().toEqualTypeOf<{ ack: boolean }>();
    const Choice = union(u8, { 1: u32, name: text(u8) }, { unknown: 'keep' });
    expectTypeOf<Infer<typeof Choice>>().toEqualTypeOf<
      | { tag: 1; value: number }
      | { tag: 'name'; value: string }
      | { tag: null; actual: number | bigint | string; value: Bytes }
    >();
    const Sized = union(bySize, { 4: u32, 2: u16 });
    expectTypeOf<Infer<typeof Sized>['tag']>().toEqualTypeOf<2 | 4>();
  });

  it('nest', () => {
    const Point = record({ x: f32, y: f32 });
    const Track = record({ points: array(Point, u16), grid: array(array(u8, 2), 3), more: sized(u8, Point) });
    expectTypeOf<Infer<typeof Track>>().toEqualTypeOf<{
      points: { x: number; y: number }[];
      grid: number[][];
      more: { x: number; y: number };
    }>();
    interface Tree {
      id: number;
      children: Tree[];
    }
    const TreeType: Type<Tree> = record({
      id: u8,
      children: array(
        lazy<Tree>('Tree', () => TreeType),
        u8,
      ),
    });
    expectTypeOf<Infer<typeof TreeType>>().toEqualTypeOf<Tree>();
    const Address = transform(bytes(4), {
      decode: (given) => given.join('.'),
      encode: (given: string) => Uint8Array.from(given.split('.'), Number),
    });
    expectTypeOf<Infer<typeof Address>>().toEqualTypeOf<string>();
  });

  it('leave out of what encoding takes whatever it can work out', () => {
    const Frame = record({
      magic: constant(text(4), 'RIFF'),
      size: lengthOf('data', u32),
      count: countOf('points', u8),
      kind: tagOf('body', u8),
      has: presenceOf('note', bool),
      hops: withDefault(u8, 64),
      level: documented(u8, 'of the tank'),
      data: bytes('size'),
      points: array(u16, 'count'),
      body: union('kind', { 1: u8 }),
      note: optional(text(u8), 'has'),
      extra: optional(u8, when('level', { mask: 1 })),
      sum: checksum('crc32', u32),
    });
    expectTypeOf<InferInput<typeof Frame>>().toEqualTypeOf<{
      readonly magic?: string | undefined;
      readonly size?: number | undefined;
      readonly count?: number | undefined;
      readonly kind?: number | undefined;
      readonly has?: boolean | undefined;
      readonly hops?: number | undefined;
      readonly level: number;
      readonly data: Uint8Array;
      readonly points: InferInput<typeof Frame>['points'];
      readonly body: { readonly tag: 1; readonly value: number };
      readonly note?: string | undefined;
      readonly extra?: number | undefined;
      readonly sum?: number | undefined;
    }>();
    expectTypeOf<Infer<typeof Frame>['magic']>().toEqualTypeOf<'RIFF'>();
    expectTypeOf<Infer<typeof Frame>['hops']>().toEqualTypeOf<number>();
    expectTypeOf<Infer<typeof Frame>['note']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Uint16Array | readonly number[]>().toExtend<InferInput<typeof Frame>['points']>();
  });

  it('are those of its codec and its views', () => {
    const Reading = record({ id: u32, big: u64 });
    expectTypeOf(Reading).toExtend<Codec<{ id: number; big: bigint }, { id: number; big: bigint | number }>>();
    expectTypeOf<Decoded<typeof Reading>>().toEqualTypeOf<Infer<typeof Reading>>();
    expectTypeOf<Encodable<typeof Reading>>().toEqualTypeOf<InferInput<typeof Reading>>();
    expectTypeOf(codec(Reading).decode(new Uint8Array(12))).toEqualTypeOf<{ id: number; big: bigint }>();
    expectTypeOf(viewable(Reading).view(new Uint8Array(12)).big).toEqualTypeOf<bigint>();
  });
});
