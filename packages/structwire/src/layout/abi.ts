import { unknownAbi } from '../errors/format-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Endian } from './layout.ts';

/** The C types whose size or alignment differs between platforms. */
export type CType = 'short' | 'int' | 'long' | 'longlong' | 'pointer' | 'size' | 'float' | 'double';

/**
 * How a compiler places bit-fields.
 *
 * - `sysv`: a field does not straddle a unit of its declared type; a named one aligns the struct as that type does.
 * - `aapcs`: as `sysv`, and unnamed ones align the struct too.
 * - `bits`: fields follow one another; the declared type does not matter (AVR, m68k).
 * - `microsoft`: runs of fields whose types have one size share units of that size.
 */
export type BitFieldRule = 'sysv' | 'aapcs' | 'bits' | 'microsoft';

/** A data model: how a C compiler for one platform sizes and aligns its types. */
export interface Abi {
  readonly name: AbiName;
  readonly endian: Endian;
  /** Byte length of each C type. */
  readonly size: Readonly<Record<CType, number>>;
  /** Alignment in bytes of each C type inside a struct. */
  readonly align: Readonly<Record<CType, number>>;
  /** Plain `char` holds -128 to 127 (otherwise 0 to 255). */
  readonly isCharSigned: boolean;
  readonly bitFields: BitFieldRule;
  /** An enum takes the smallest integer that holds its values, as with `-fshort-enums` (otherwise at least an `int`). */
  readonly hasShortEnums: boolean;
  /** Byte length and sign of `wchar_t`. */
  readonly wideChar: 'i16' | 'u16' | 'i32' | 'u32';
  /** Alignment that `aligned` means without a number: the largest of any scalar. */
  readonly maxAlign: number;
  /** Every struct is packed to this many bytes, as with `-fpack-struct`; `null`: only those that say so. */
  readonly pack: number | null;
}

/**
 * Names of the platforms.
 *
 * Little-endian: `lp64` (Linux and macOS on x86-64, macOS on arm64), `aarch64` and `riscv64` (Linux), `llp64` (Windows,
 * 64 bits), `win32` (Windows, 32 bits), `i386`, `ilp32` (riscv32, xtensa), `arm-eabi` (ARM without an operating system),
 * `arm-linux`, `avr`, and `packed`: the sizes of `lp64` without any padding. Big-endian: `lp64-be` (s390x), `ilp32-be`
 * (PowerPC), `m68k`, `packed-be`.
 */
export type AbiName =
  | 'lp64'
  | 'aarch64'
  | 'riscv64'
  | 'lp64-be'
  | 'llp64'
  | 'win32'
  | 'i386'
  | 'ilp32'
  | 'ilp32-be'
  | 'arm-eabi'
  | 'arm-linux'
  | 'avr'
  | 'm68k'
  | 'packed'
  | 'packed-be';

const LP64_SIZES = { short: 2, int: 4, long: 8, longlong: 8, pointer: 8, size: 8, float: 4, double: 8 } as const;
const LLP64_SIZES = { ...LP64_SIZES, long: 4 } as const;
const ILP32_SIZES = { ...LP64_SIZES, long: 4, pointer: 4, size: 4 } as const;
const AVR_SIZES = { short: 2, int: 2, long: 4, longlong: 8, pointer: 2, size: 2, float: 4, double: 4 } as const;

const LP64: Abi = {
  name: 'lp64',
  endian: 'le',
  size: LP64_SIZES,
  align: LP64_SIZES,
  isCharSigned: true,
  bitFields: 'sysv',
  hasShortEnums: false,
  wideChar: 'i32',
  maxAlign: 16,
  pack: null,
};
const ILP32: Abi = { ...LP64, name: 'ilp32', size: ILP32_SIZES, align: ILP32_SIZES, isCharSigned: false };
const WINDOWS = { bitFields: 'microsoft', wideChar: 'u16' } as const;
const ARM = { bitFields: 'aapcs', wideChar: 'u32', maxAlign: 8 } as const;

/** The platforms structwire knows, by name. `lp64` is the default everywhere. */
export const ABIS: Readonly<Record<AbiName, Abi>> = {
  lp64: LP64,
  aarch64: { ...LP64, name: 'aarch64', bitFields: 'aapcs', wideChar: 'u32', isCharSigned: false },
  riscv64: { ...LP64, name: 'riscv64', isCharSigned: false },
  'lp64-be': { ...LP64, name: 'lp64-be', endian: 'be', isCharSigned: false, maxAlign: 8 },
  llp64: { ...LP64, ...WINDOWS, name: 'llp64', size: LLP64_SIZES, align: LLP64_SIZES },
  win32: { ...ILP32, ...WINDOWS, name: 'win32', isCharSigned: true },
  i386: { ...ILP32, name: 'i386', align: { ...ILP32_SIZES, longlong: 4, double: 4 }, isCharSigned: true },
  ilp32: ILP32,
  'ilp32-be': { ...ILP32, name: 'ilp32-be', endian: 'be' },
  'arm-eabi': { ...ILP32, ...ARM, name: 'arm-eabi', hasShortEnums: true },
  'arm-linux': { ...ILP32, ...ARM, name: 'arm-linux' },
  avr: {
    ...ILP32,
    name: 'avr',
    size: AVR_SIZES,
    align: alignedAtMost(1),
    isCharSigned: true,
    bitFields: 'bits',
    wideChar: 'i16',
    maxAlign: 1,
  },
  m68k: {
    ...ILP32,
    name: 'm68k',
    endian: 'be',
    align: alignedAtMost(2),
    isCharSigned: true,
    bitFields: 'bits',
    maxAlign: 2,
  },
  packed: { ...LP64, name: 'packed', pack: 1 },
  'packed-be': { ...LP64, name: 'packed-be', endian: 'be', isCharSigned: false, maxAlign: 8, pack: 1 },
};

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
