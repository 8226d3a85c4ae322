import type { Codec } from 'structwire';
import {
  type BigintColumn,
  type ColumnArray,
  type ColumnCodec,
  type ColumnsOf,
  columns,
  type NumberColumn,
} from 'structwire/columns';
import { describe, expectTypeOf, it } from 'vitest';

interface Reading {
  id: number;
  stamp: bigint;
  isValid: boolean;
  tag: Uint8Array;
  mode: 'on' | 'off' | number;
  at: { x: number; y: number }[];
  header: { version: number; inner: { flags: number[] } };
}

declare const codec: Codec<Reading>;

describe('the types of columns', () => {
  it('follow the codec', () => {
    expectTypeOf<ColumnsOf<Reading>>().toEqualTypeOf<{
      id: NumberColumn;
      stamp: BigintColumn;
      isValid: Uint8Array;
      tag: Uint8Array;
      mode: ColumnArray;
      'at.x': NumberColumn;
      'at.y': NumberColumn;
      'header.version': NumberColumn;
      'header.inner.flags': NumberColumn;
    }>();
  });

  it('follow a tuple', () => {
    expectTypeOf<ColumnsOf<[number, Uint8Array, bigint]>>().toEqualTypeOf<{
      '0': NumberColumn;
      '1': Uint8Array;
      '2': BigintColumn;
    }>();
  });

  it('narrow to the fields asked for', () => {
    const decoded = columns(codec).decode(new Uint8Array(), { fields: ['id', 'header.version'] });
    expectTypeOf(decoded).toEqualTypeOf<Pick<ColumnsOf<Reading>, 'id' | 'header.version'>>();
    // @ts-expect-error no such column
    columns(codec).decode(new Uint8Array(), { fields: ['header'] });
  });

  it('know what was asked for 64-bit integers', () => {
    const decoded = columns(codec, { int64: 'number' }).decode(new Uint8Array());
    expectTypeOf(decoded.stamp).toEqualTypeOf<Float64Array>();
  });

  it('are open for layouts that are not known', () => {
    expectTypeOf(columns(codec.layout)).toEqualTypeOf<ColumnCodec>();
    expectTypeOf(columns(codec.layout).decode(new Uint8Array())['any']).toEqualTypeOf<ColumnArray | undefined>();
  });
});
