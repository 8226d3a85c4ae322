import {
  type Decoded,
  type Encodable,
  type PackableFields,
  type RecordStruct,
  struct,
  type UnpackedFields,
} from 'structwire';
import { describe, expectTypeOf, it } from 'vitest';

type Bytes = Uint8Array<ArrayBuffer>;
type Text = Uint8Array | string;

describe('the types of a field notation', () => {
  it('are an object of its fields', () => {
    expectTypeOf<UnpackedFields<'<id:I tag:2s value:f'>>().toEqualTypeOf<{ id: number; tag: Bytes; value: number }>();
    expectTypeOf<PackableFields<'<id:I tag:2s value:f'>>().toEqualTypeOf<{ id: number; tag: Text; value: number }>();
    expectTypeOf<UnpackedFields<'ok:? c:c p:300p q:Q'>>().toEqualTypeOf<{
      ok: boolean;
      c: Bytes;
      p: Bytes;
      q: bigint;
    }>();
    expectTypeOf<PackableFields<'q:Q c:c'>>().toEqualTypeOf<{ q: bigint | number; c: Uint8Array }>();
    expectTypeOf<UnpackedFields<'$a_1:B __proto__:B A:B'>>().toEqualTypeOf<{
      $a_1: number;
      __proto__: number;
      A: number;
    }>();
  });

  it('have arrays where a code has a count', () => {
    expectTypeOf<UnpackedFields<'temps:6h one:1q none:0? chars:2c'>>().toEqualTypeOf<{
      temps: number[];
      one: bigint[];
      none: boolean[];
      chars: Bytes[];
    }>();
    expectTypeOf<PackableFields<'temps:6h one:1q'>>().toEqualTypeOf<{
      temps: readonly number[];
      one: readonly (bigint | number)[];
    }>();
    expectTypeOf<UnpackedFields<'huge:1000000h'>>().toEqualTypeOf<{ huge: number[] }>();
  });

  it('skip white space, padding and items that only align', () => {
    expectTypeOf<UnpackedFields<'  a:B  2x\tb:B\n0q 00l\r\n c:B 12x\v'>>().toEqualTypeOf<{
      a: number;
      b: number;
      c: number;
    }>();
    expectTypeOf<UnpackedFields<''>>().toEqualTypeOf<Record<never, never>>();
    expectTypeOf<UnpackedFields<'>4x'>>().toEqualTypeOf<Record<never, never>>();
  });

  it('follow prefix and platform', () => {
    expectTypeOf<UnpackedFields<'a:l b:2P'>>().toEqualTypeOf<{ a: bigint; b: bigint[] }>();
    expectTypeOf<UnpackedFields<'@a:l 0n'>>().toEqualTypeOf<{ a: bigint }>();
    expectTypeOf<UnpackedFields<'=a:l'>>().toEqualTypeOf<{ a: number }>();
    expectTypeOf<UnpackedFields<'a:l b:n', { abi: 'llp64' }>>().toEqualTypeOf<{ a: number; b: bigint }>();
  });

  it('are open where the notation is not known or very long', () => {
    expectTypeOf<UnpackedFields<string>>().toEqualTypeOf<Record<string, unknown>>();
    expectTypeOf<UnpackedFields<any>>().toEqualTypeOf<Record<string, unknown>>();
    expectTypeOf<UnpackedFields<`a:${string}`>>().toEqualTypeOf<Record<string, unknown>>();
    expectTypeOf<UnpackedFields<`${Long}:B`>>().toEqualTypeOf<{ [Name in Long]: number }>();
    expectTypeOf<UnpackedFields<`x${Long}:B`>>().toEqualTypeOf<Record<string, unknown>>();
    expectTypeOf<UnpackedFields<`${Spaces}a:B`>>().toEqualTypeOf<{ a: number }>();
    expectTypeOf<UnpackedFields<`a:B${Spaces}`>>().toEqualTypeOf<{ a: number }>();
  });
});

describe('struct', () => {
  it('has the types of its notation', () => {
    const reading = struct('<id:I tag:2s temps:2h');
    type Reading = { id: number; tag: Bytes; temps: number[] };
    type Accepted = { id: number; tag: Text; temps: readonly number[] };
    expectTypeOf(reading).toEqualTypeOf<RecordStruct<Reading, Accepted>>();
    expectTypeOf<Decoded<typeof reading>>().toEqualTypeOf<Reading>();
    expectTypeOf<Encodable<typeof reading>>().toEqualTypeOf<Accepted>();
    expectTypeOf(reading.decode(new Uint8Array())).toEqualTypeOf<Reading>();
    reading.encode({ id: 1, tag: 'ab', temps: [1, 2] as const });
    // @ts-expect-error: a field is missing
    reading.encode({ id: 1, tag: 'ab' });
    // @ts-expect-error: a string is no number
    reading.encode({ id: '1', tag: 'ab', temps: [1, 2] });
  });

  it('takes the platform into account, and notations that are not literal', () => {
    expectTypeOf(struct('a:l', { abi: 'llp64' }).decode(new Uint8Array())).toEqualTypeOf<{ a: number }>();
    expectTypeOf(struct(String(1)).decode(new Uint8Array())).toEqualTypeOf<Record<string, unknown>>();
    struct(`a:${String(1)}`).encode({ anything: 1 });
  });
});

type Times4<Text extends string> = `${Text}${Text}${Text}${Text}`;
type Times8<Text extends string> = `${Times4<Text>}${Times4<Text>}`;
/** 894 characters: with colon and code the longest that is looked at. */
type Long = `${Times8<Times8<'abcdefghijklm'>>}${Times8<'abcdefg'>}abcdef`;
type Spaces = Times8<Times8<'\n \t\r\n  \n    \n'>>;
