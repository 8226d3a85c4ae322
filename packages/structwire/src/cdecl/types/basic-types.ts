import type { Abi, CType } from '../../layout/abi.ts';
import type { DataType, IntegerType } from './data-type.ts';

/** An integer of the platform. */
export function integerType(
  abi: Abi,
  name: Exclude<CType, 'float' | 'double' | 'pointer'>,
  isSigned: boolean,
): IntegerType {
  const own = { size: abi.size[name], align: abi.align[name] };
  return { kind: 'integer', ...own, isSigned, isCharacter: false, isBoolean: false };
}

/** An integer of this many bytes, aligned as the platform's own one of that size. */
export function sizedInteger(abi: Abi, size: 1 | 2 | 4 | 8, isSigned: boolean): IntegerType {
  if (size === 1) return byteType(isSigned);
  const name = size === 2 ? 'short' : size === 8 ? 'longlong' : abi.size.int === 4 ? 'int' : 'long';
  return integerType(abi, name, isSigned);
}

export function byteType(isSigned: boolean): IntegerType {
  return { kind: 'integer', size: 1, align: 1, isSigned, isCharacter: false, isBoolean: false };
}

export function charType(abi: Abi): IntegerType {
  return { ...byteType(abi.isCharSigned), isCharacter: true };
}

export function booleanType(): IntegerType {
  return { ...byteType(false), isBoolean: true };
}

export function floatType(abi: Abi, name: 'float' | 'double'): DataType {
  return { kind: 'float', size: abi.size[name], align: abi.align[name] };
}

export function pointerTo(abi: Abi, target: DataType): DataType {
  return { kind: 'pointer', size: abi.size.pointer, align: abi.align.pointer, target };
}

/** Names of exact integers that texts use without declaring them: prefix, width, suffix. */
const SIZED_NAME =
  /^(?:(?:__)?(u?)int(8|16|32|64)(?:_t)?|(?:u_int|uint_|uint_least)(8|16|32|64)(?:_t)?|__?([us])(8|16|32|64)|([us])(8|16|32|64)(?:_t)?|(U?)INT(8|16|32|64)(?:_T)?|int_least(8|16|32|64)_t)$/;

/** Integers with a byte order of their own, as Linux declares them. */
const ORDERED_NAME = /^__(le|be)(16|32|64)$/;

type SizeName = 1 | 2 | 4 | 8;

/** The type that a name has by custom (`uint8_t`, `u8`, `__be16`, `DWORD`), unless the text gives it another. */
export function customaryType(name: string, abi: Abi): DataType | null {
  const ordered = ORDERED_NAME.exec(name);
  if (ordered !== null) {
    const endian = ordered[1] === 'be' ? 'be' : 'le';
    return { ...sizedInteger(abi, bytesOf(ordered[2]), false), endian };
  }
  const sized = SIZED_NAME.exec(name);
  if (sized !== null) {
    const [, u1, w1, w2, s3, w3, s4, w4, u5, w5, w6] = sized;
    const isUnsigned = w2 !== undefined || Boolean(u1) || Boolean(u5) || s3 === 'u' || s4 === 'u';
    return sizedInteger(abi, bytesOf(w1 ?? w2 ?? w3 ?? w4 ?? w5 ?? w6), !isUnsigned);
  }
  if (Object.hasOwn(NAMED, name)) return NAMED[name]?.(abi) ?? null;
  return abi.bitFields === 'microsoft' && Object.hasOwn(WINDOWS_NAMED, name)
    ? (WINDOWS_NAMED[name]?.(abi) ?? null)
    : null;
}

function bytesOf(bits: string | undefined): SizeName {
  return (Number(bits) / 8) as SizeName; // the patterns allow 8, 16, 32 and 64
}

type MakeType = (abi: Abi) => DataType;

const exact =
  (size: SizeName, isSigned: boolean): MakeType =>
  (abi) =>
    sizedInteger(abi, size, isSigned);
const sizeLike =
  (isSigned: boolean): MakeType =>
  (abi) =>
    integerType(abi, 'size', isSigned);
const wide: MakeType = ({ wideChar, ...abi }) =>
  sizedInteger({ wideChar, ...abi }, bytesOf(wideChar.slice(1)), wideChar.startsWith('i'));

/** Names whose meaning is the same everywhere they are in use. */
const NAMED: Readonly<Record<string, MakeType>> = {
  bool: booleanType,
  size_t: sizeLike(false),
  ssize_t: sizeLike(true),
  ptrdiff_t: sizeLike(true),
  intptr_t: sizeLike(true),
  uintptr_t: sizeLike(false),
  intmax_t: exact(8, true),
  uintmax_t: exact(8, false),
  __sum16: exact(2, false),
  __wsum: exact(4, false),
  wchar_t: wide,
  char8_t: exact(1, false),
  char16_t: exact(2, false),
  char32_t: exact(4, false),
  byte: exact(1, false),
  uchar: exact(1, false),
  u_char: exact(1, false),
  uint: (abi) => integerType(abi, 'int', false),
  u_int: (abi) => integerType(abi, 'int', false),
  ushort: exact(2, false),
  u_short: exact(2, false),
  ulong: (abi) => integerType(abi, 'long', false),
  u_long: (abi) => integerType(abi, 'long', false),
  float32: (abi) => floatType(abi, 'float'),
  float32_t: (abi) => floatType(abi, 'float'),
  float64: eightByteFloat,
  float64_t: eightByteFloat,
  BYTE: exact(1, false),
  UCHAR: exact(1, false),
  WORD: exact(2, false),
  USHORT: exact(2, false),
  DWORD: exact(4, false),
  QWORD: exact(8, false),
  DWORD32: exact(4, false),
  DWORD64: exact(8, false),
  ULONGLONG: exact(8, false),
  LONGLONG: exact(8, true),
  ULONG32: exact(4, false),
  ULONG64: exact(8, false),
  LONG32: exact(4, true),
  LONG64: exact(8, true),
};

/** Names that mean this on Windows and may mean something else elsewhere. */
const WINDOWS_NAMED: Readonly<Record<string, MakeType>> = {
  BOOL: exact(4, true),
  BOOLEAN: exact(1, false),
  CHAR: charType,
  WCHAR: exact(2, false),
  SHORT: exact(2, true),
  INT: exact(4, true),
  UINT: exact(4, false),
  LONG: exact(4, true),
  ULONG: exact(4, false),
  FLOAT: (abi) => floatType(abi, 'float'),
  DOUBLE: (abi) => floatType(abi, 'double'),
  SIZE_T: sizeLike(false),
  HRESULT: exact(4, true),
  __int8: exact(1, true),
  __int16: exact(2, true),
  __int32: exact(4, true),
  __int64: exact(8, true),
};

/** `float64` is no type where a `double` has four bytes. */
function eightByteFloat(abi: Abi): DataType {
  return { kind: 'float', size: 8, align: abi.size.double === 8 ? abi.align.double : abi.align.longlong };
}
