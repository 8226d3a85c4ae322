import { alignKind } from '../codec/kinds.ts';
import { type Abi, type AbiName, abiNamed } from '../layout/abi.ts';
import type { ScalarName } from '../layout/scalar-name.ts';
import { type Fields, makeRecord, type RecordOptions, type RecordType } from './record.ts';

/** How the fields of an aligned record lie. */
export interface AlignedRecordOptions extends RecordOptions {
  /** The platform; default `lp64`. Its byte order is the default of the record. */
  readonly abi?: AbiName;
}

/**
 * A record whose fields lie as a C compiler for a platform lays out a struct: each at a multiple of its alignment, the
 * whole padded to the strictest one. Records in it have an alignment of their own, 1 for those made by `record`.
 *
 * @throws StructwireError as {@link record}; `unknown-abi`
 * @example
 * ```ts
 * import { alignedRecord, f64, u8 } from 'structwire';
 *
 * const Sample = alignedRecord({ channel: u8, value: f64 }); // struct { uint8_t channel; double value; }
 * console.log(Sample.size); // 16
 * console.log(alignedRecord({ channel: u8, value: f64 }, { abi: 'i386' }).size); // 12
 * ```
 */
export function alignedRecord<const F extends Fields>(fields: F, options: AlignedRecordOptions = {}): RecordType<F> {
  const abi = abiNamed(options.abi ?? 'lp64');
  const { endian = abi.endian } = options;
  const alignOf = (name: ScalarName): number => ALIGNMENTS[name]?.(abi) ?? 1;
  return makeRecord(fields, { ...options, endian }, { alignOf, kinds: [alignKind] });
}

/** Integers of odd widths are no C types: they are never aligned. */
const ALIGNMENTS: Readonly<Partial<Record<ScalarName, (abi: Abi) => number>>> = {
  u16: ({ align }) => align.short,
  i16: ({ align }) => align.short,
  f16: ({ align }) => align.short,
  u32: ({ align }) => align.int,
  i32: ({ align }) => align.int,
  f32: ({ align }) => align.float,
  u64: ({ align }) => align.longlong,
  i64: ({ align }) => align.longlong,
  f64: ({ align }) => align.double,
};
