import type { AbiName } from '../../layout/abi.ts';
import type { ValueOptions } from '../format-options.ts';

/** The value of a native `long` (`l`, `L`) on each platform: a number where it has 4 bytes. */
interface LongOn extends Record<AbiName, number | bigint> {
  lp64: bigint;
  'lp64-be': bigint;
  llp64: number;
  i386: number;
  ilp32: number;
  'ilp32-be': number;
  'arm-eabi': number;
  avr: number;
  m68k: number;
}

/** The value of a native `size_t` or pointer (`n`, `N`, `P`) on each platform. */
interface WordOn extends Record<AbiName, number | bigint> {
  lp64: bigint;
  'lp64-be': bigint;
  llp64: bigint;
  i386: number;
  ilp32: number;
  'ilp32-be': number;
  'arm-eabi': number;
  avr: number;
  m68k: number;
}

/** Names of the platforms these options may mean: several when they are not literal. */
type AbiOf<Options extends ValueOptions> = unknown extends Options['abi']
  ? 'lp64'
  : Exclude<Options['abi'], undefined> | (undefined extends Options['abi'] ? 'lp64' : never);

export type LongOf<Options extends ValueOptions> = LongOn[AbiOf<Options>];
export type WordOf<Options extends ValueOptions> = WordOn[AbiOf<Options>];

/** What packing accepts where unpacking gives `Value`. */
export type Accepts<Value> = Value extends bigint ? bigint | number : Value;

/** What unpacking gives for bytes: the caller's own, unless they may be views. */
export type BytesOf<Options extends ValueOptions> = 'bytes' extends keyof Options
  ? 'view' extends Options['bytes']
    ? Uint8Array
    : Uint8Array<ArrayBuffer>
  : Uint8Array<ArrayBuffer>;
