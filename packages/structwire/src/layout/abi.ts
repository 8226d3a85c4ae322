import { unknownAbi } from '../errors/format-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Endian } from './layout.ts';

/** The C types whose size or alignment differs between platforms. */
export type CType = 'short' | 'int' | 'long' | 'longlong' | 'pointer' | 'size' | 'float' | 'double';

/** A data model: how a C compiler for one platform sizes and aligns its types. */
export interface Abi {
  readonly name: string;
  readonly endian: Endian;
  /** Byte length of each C type. */
  readonly size: Readonly<Record<CType, number>>;
  /** Alignment in bytes of each C type inside a struct. */
  readonly align: Readonly<Record<CType, number>>;
}

const LP64_SIZES = { short: 2, int: 4, long: 8, longlong: 8, pointer: 8, size: 8, float: 4, double: 8 } as const;
const LLP64_SIZES = { ...LP64_SIZES, long: 4 } as const;
const ILP32_SIZES = { ...LP64_SIZES, long: 4, pointer: 4, size: 4 } as const;
const AVR_SIZES = { short: 2, int: 2, long: 4, longlong: 8, pointer: 2, size: 2, float: 4, double: 4 } as const;

/** The platforms structwire knows, by name. `lp64` is the default everywhere. */
export const ABIS: Readonly<Record<AbiName, Abi>> = {
  lp64: { name: 'lp64', endian: 'le', size: LP64_SIZES, align: LP64_SIZES },
  'lp64-be': { name: 'lp64-be', endian: 'be', size: LP64_SIZES, align: LP64_SIZES },
  llp64: { name: 'llp64', endian: 'le', size: LLP64_SIZES, align: LLP64_SIZES },
  i386: { name: 'i386', endian: 'le', size: ILP32_SIZES, align: { ...ILP32_SIZES, longlong: 4, double: 4 } },
  ilp32: { name: 'ilp32', endian: 'le', size: ILP32_SIZES, align: ILP32_SIZES },
  'ilp32-be': { name: 'ilp32-be', endian: 'be', size: ILP32_SIZES, align: ILP32_SIZES },
  'arm-eabi': { name: 'arm-eabi', endian: 'le', size: ILP32_SIZES, align: ILP32_SIZES },
  avr: { name: 'avr', endian: 'le', size: AVR_SIZES, align: alignedAtMost(1) },
  m68k: { name: 'm68k', endian: 'be', size: ILP32_SIZES, align: alignedAtMost(2) },
};

/**
 * Names of the platforms: `lp64` (Linux and macOS on x86-64, arm64, riscv64), `llp64` (Windows), `i386`, `ilp32`
 * (riscv32, xtensa), `arm-eabi`, `avr`, and the big-endian `lp64-be` (s390x), `ilp32-be` (PowerPC) and `m68k`.
 */
export type AbiName = 'lp64' | 'lp64-be' | 'llp64' | 'i386' | 'ilp32' | 'ilp32-be' | 'arm-eabi' | 'avr' | 'm68k';

/**
 * The platform with this name.
 *
 * @throws StructwireError `unknown-abi` when there is none.
 */
export function abiNamed(name: string): Abi {
  if (Object.hasOwn(ABIS, name)) return ABIS[name as AbiName]; // `hasOwn` just showed that it is one
  throw failure(unknownAbi, { abi: name, known: Object.keys(ABIS) });
}

function alignedAtMost(bytes: number): Record<CType, number> {
  return {
    short: bytes,
    int: bytes,
    long: bytes,
    longlong: bytes,
    pointer: bytes,
    size: bytes,
    float: bytes,
    double: bytes,
  };
}
