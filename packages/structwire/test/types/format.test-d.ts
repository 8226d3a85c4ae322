import {
  type BytesLike,
  calcsize,
  type Decoded,
  type Encodable,
  iterUnpack,
  type Packable,
  pack,
  packInto,
  Struct,
  struct,
  type Unpacked,
  unpack,
  unpackFrom,
} from 'structwire';
import { describe, expectTypeOf, it } from 'vitest';

type Bytes = Uint8Array<ArrayBuffer>;
type Text = Uint8Array | string;

const buffer = new Uint8Array();

describe('the types of a literal format', () => {
  it('are the values in order', () => {
    expectTypeOf<Unpacked<'I 2s f'>>().toEqualTypeOf<[number, Bytes, number]>();
    expectTypeOf<Packable<'I 2s f'>>().toEqualTypeOf<[number, Text, number]>();
    expectTypeOf<Unpacked<'<bBhHiIlLefd'>>().toEqualTypeOf<Repeated<number, 11>>();
    expectTypeOf<Unpacked<'<qQ?csp'>>().toEqualTypeOf<[bigint, bigint, boolean, Bytes, Bytes, Bytes]>();
    expectTypeOf<Packable<'<qQ?csp'>>().toEqualTypeOf<
      [bigint | number, bigint | number, boolean, Uint8Array, Text, Text]
    >();
    expectTypeOf<Unpacked<''>>().toEqualTypeOf<[]>();
    expectTypeOf<Unpacked<'>'>>().toEqualTypeOf<[]>();
  });

  it('follow counts, also of zero, and skip padding and white space', () => {
    expectTypeOf<Unpacked<'3B'>>().toEqualTypeOf<[number, number, number]>();
    expectTypeOf<Unpacked<'007?'>>().toEqualTypeOf<Repeated<boolean, 7>>();
    expectTypeOf<Unpacked<'0B0c0q'>>().toEqualTypeOf<[]>();
    expectTypeOf<Unpacked<'0s0p10s'>>().toEqualTypeOf<[Bytes, Bytes, Bytes]>();
    expectTypeOf<Unpacked<'4xB9223372036854775807x'>>().toEqualTypeOf<[number]>();
    expectTypeOf<Unpacked<'< \t\n\v\f\rB '>>().toEqualTypeOf<[number]>();
    expectTypeOf<Unpacked<'<24H'>['length']>().toEqualTypeOf<24>();
    expectTypeOf<Unpacked<'<100H99B1B'>['length']>().toEqualTypeOf<200>();
  });

  it('give 64 bits as bigint: natively l, n and P too', () => {
    expectTypeOf<Unpacked<'lLnNP'>>().toEqualTypeOf<[bigint, bigint, bigint, bigint, bigint]>();
    expectTypeOf<Unpacked<'@2P'>>().toEqualTypeOf<[bigint, bigint]>();
    expectTypeOf<Packable<'lP'>>().toEqualTypeOf<[bigint | number, bigint | number]>();
    expectTypeOf<Unpacked<'=lL'>>().toEqualTypeOf<[number, number]>();
    expectTypeOf<Unpacked<'lPq', { abi: 'llp64' }>>().toEqualTypeOf<[number, bigint, bigint]>();
    expectTypeOf<Unpacked<'lPq', { abi: 'avr' }>>().toEqualTypeOf<[number, number, bigint]>();
    expectTypeOf<Unpacked<'lP', { abi: 'avr' | 'lp64' }>>().toEqualTypeOf<[number | bigint, number | bigint]>();
    expectTypeOf<Unpacked<'P', { abi?: 'avr' }>>().toEqualTypeOf<[number | bigint]>();
  });
});

describe('formats whose values cannot be told', () => {
  it('give arrays of anything when they are not literal', () => {
    expectTypeOf<Unpacked<string>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<Unpacked<any>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<Unpacked<`<${string}`>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<Unpacked<`${number}s`>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<Unpacked<'B' | '2s'>>().toEqualTypeOf<[number] | [Bytes]>();
  });

  it('give arrays of what may be in them when they are beyond the caps', () => {
    expectTypeOf<Unpacked<'999B'>['length']>().toEqualTypeOf<999>();
    expectTypeOf<Unpacked<'1000B'>>().toEqualTypeOf<number[]>();
    expectTypeOf<Unpacked<'999Bq'>>().toEqualTypeOf<(number | bigint)[]>();
    expectTypeOf<Unpacked<'1000B?'>>().toEqualTypeOf<(number | boolean)[]>();
    expectTypeOf<Packable<'1000q'>>().toEqualTypeOf<(bigint | number)[]>();
    expectTypeOf<Unpacked<Joined<'99B', 100>>>().toEqualTypeOf<number[]>();
    expectTypeOf<Unpacked<Joined<'999B', 100>>>().toEqualTypeOf<number[]>();
    expectTypeOf<Unpacked<Joined<'B', 512>>['length']>().toEqualTypeOf<512>();
    expectTypeOf<Unpacked<Joined<'B', 513>>>().toEqualTypeOf<(number | bigint | boolean | Bytes)[]>();
    expectTypeOf<Packable<Joined<Joined<'B', 100>, 50>>>().toEqualTypeOf<(number | bigint | boolean | Text)[]>();
  });
});

describe('Struct', () => {
  it('has the types of its format', () => {
    const packer = new Struct('I 2s f');
    expectTypeOf(packer).toEqualTypeOf<Struct<[number, Bytes, number], [number, Text, number]>>();
    expectTypeOf(packer.unpack(buffer)).toEqualTypeOf<[number, Bytes, number]>();
    expectTypeOf(packer.unpackFrom(buffer, 1)).toEqualTypeOf<[number, Bytes, number]>();
    expectTypeOf(packer.iterUnpack(buffer)).toEqualTypeOf<IterableIterator<[number, Bytes, number]>>();
    expectTypeOf<Parameters<typeof packer.pack>>().toEqualTypeOf<[number, Text, number]>();
    expectTypeOf<Parameters<typeof packer.packInto>>().toEqualTypeOf<
      [buffer: BytesLike, offset: number, number, Text, number]
    >();
    expectTypeOf<Decoded<typeof packer>>().toEqualTypeOf<[number, Bytes, number]>();
    expectTypeOf<Encodable<typeof packer>>().toEqualTypeOf<readonly [number, Text, number]>();
  });

  it('takes the platform into account', () => {
    expectTypeOf(new Struct('l', { abi: 'llp64' }).unpack(buffer)).toEqualTypeOf<[number]>();
    expectTypeOf(new Struct('l', {}).unpack(buffer)).toEqualTypeOf<[bigint]>();
    expectTypeOf(new Struct('l', anyOptions()).unpack(buffer)).toEqualTypeOf<[number | bigint]>();
  });

  it('gives views of memory that may be shared when asked to', () => {
    expectTypeOf(new Struct('<s p H', { bytes: 'view' }).unpack(buffer)).toEqualTypeOf<
      [Uint8Array, Uint8Array, number]
    >();
    expectTypeOf(new Struct('<c', { bytes: 'copy' }).unpack(buffer)).toEqualTypeOf<[Bytes]>();
    expectTypeOf(struct('a:2s', { bytes: 'view' }).decode(buffer)).toEqualTypeOf<{ a: Uint8Array }>();
  });

  it('is a type to write down, and every struct is a Struct', () => {
    const packer: Struct<[number, Uint8Array, number]> = new Struct('I 2s f');
    expectTypeOf<Parameters<typeof packer.pack>>().toEqualTypeOf<[number, Text, number]>();
    const anyStruct: Struct = packer;
    expectTypeOf(anyStruct.unpack(buffer)).toEqualTypeOf<unknown[]>();
    expectTypeOf<Parameters<typeof anyStruct.pack>>().toEqualTypeOf<unknown[]>();
    // @ts-expect-error: two values are not one
    const other: Struct<[number]> = new Struct('2I');
    expectTypeOf(other).toEqualTypeOf<Struct<[number]>>();
  });

  it('is narrowed to and extended as a class', () => {
    const value = anything();
    if (value instanceof Struct) expectTypeOf(value.unpack(buffer)).toEqualTypeOf<unknown[]>();
    class Logged extends Struct<'<H'> {}
    expectTypeOf(new Logged('<H').unpack(buffer)).toEqualTypeOf<[number]>();
  });

  it('refuses values that packing refuses', () => {
    const packer = new Struct('I 2s q');
    packer.pack(1, 'ab', 2n);
    packer.pack(1, new Uint8Array(2), 2);
    // @ts-expect-error: a string is no number
    packer.pack('1', 'ab', 2n);
    // @ts-expect-error: one value is missing
    packer.pack(1, 'ab');
    // @ts-expect-error: one value too many
    packer.pack(1, 'ab', 2n, 3);
    // @ts-expect-error: a char is one byte, not text
    new Struct('c').pack('a');
  });
});

describe('the functions', () => {
  it('have the types of their format', () => {
    expectTypeOf(unpack('<HQ', buffer)).toEqualTypeOf<[number, bigint]>();
    expectTypeOf(unpackFrom('<HQ', buffer)).toEqualTypeOf<[number, bigint]>();
    expectTypeOf(iterUnpack('<HQ', buffer)).toEqualTypeOf<IterableIterator<[number, bigint]>>();
    expectTypeOf(pack('<HQ', 1, 2)).toEqualTypeOf<Bytes>();
    packInto('<HQ', buffer, 0, 1, 2n);
    // @ts-expect-error: a string is no number
    pack('<HQ', 1, '2');
    // @ts-expect-error: one value is missing
    packInto('<HQ', buffer, 0, 1);
  });

  it('take formats that are not literal', () => {
    const format = String(buffer);
    expectTypeOf(unpack(format, buffer)).toEqualTypeOf<unknown[]>();
    pack(format, 1, 'anything', null);
    pack(`<${format}`, 1, 'anything', null);
  });

  it('calcsize is a number where the format says that it is one', () => {
    expectTypeOf(calcsize('I 2s f')).toEqualTypeOf<number>();
    expectTypeOf(calcsize('9999999999999d8q 100s 100s')).toEqualTypeOf<number>();
    expectTypeOf(calcsize('99999999999999x')).toEqualTypeOf<number | bigint>();
    expectTypeOf(calcsize('9223372036854775807x')).toEqualTypeOf<number | bigint>();
    expectTypeOf(calcsize(String(buffer))).toEqualTypeOf<number | bigint>();
    expectTypeOf(calcsize('' as `${number}s`)).toEqualTypeOf<number | bigint>();
    expectTypeOf(calcsize('' as `<${string}`)).toEqualTypeOf<number | bigint>();
  });
});

type Repeated<Value, Length extends number, Done extends Value[] = []> = Done['length'] extends Length
  ? Done
  : Repeated<Value, Length, [...Done, Value]>;

type Joined<Item extends string, Times extends number> = Chain<Repeated<Item, Times>>;

type Chain<Items extends string[], Text extends string = ''> = Items extends [
  infer First extends string,
  ...infer Rest extends string[],
]
  ? Chain<Rest, `${Text}${First}`>
  : Text;

declare function anything(): unknown;
declare function anyOptions(): { abi?: 'lp64' | 'avr' };
