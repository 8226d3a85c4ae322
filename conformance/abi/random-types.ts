/** A type of a random header, with what is needed to write values of it in C and in JavaScript. */
export type RandomType =
  | {
      readonly kind: 'integer';
      readonly c: string;
      readonly width: IntegerWidth;
      readonly isUnsigned: boolean;
      readonly isAligned?: boolean;
    }
  | { readonly kind: 'char' | 'bool' | 'float' | 'double' | 'pointer'; readonly c: string }
  | { readonly kind: 'enum'; readonly c: string; readonly names: readonly (readonly [string, number])[] }
  | { readonly kind: 'array'; readonly element: RandomType; readonly count: number }
  | { readonly kind: 'record'; readonly record: RandomRecord; readonly isAligned?: boolean };

/** Width of an integer: a number of bits, or the C type that has it. */
export type IntegerWidth = number | 'short' | 'int' | 'long' | 'size';

export interface RandomMember {
  /** `null`: an anonymous struct or union, or an unnamed bit-field. */
  readonly name: string | null;
  readonly type: RandomType;
  readonly bits: number | null;
  /** It has no value that could be written as an initialiser: its record is compared without samples. */
  readonly isFlexible: boolean;
}

export interface RandomRecord {
  readonly isUnion: boolean;
  readonly members: readonly RandomMember[];
}

export const INTEGERS: readonly Extract<RandomType, { kind: 'integer' }>[] = [
  ...[8, 16, 32, 64].flatMap((width) => [
    { kind: 'integer', c: `uint${width}_t`, width, isUnsigned: true } as const,
    { kind: 'integer', c: `int${width}_t`, width, isUnsigned: false } as const,
  ]),
  { kind: 'integer', c: 'signed char', width: 8, isUnsigned: false },
  { kind: 'integer', c: 'unsigned char', width: 8, isUnsigned: true },
  { kind: 'integer', c: 'short', width: 'short', isUnsigned: false },
  { kind: 'integer', c: 'unsigned short int', width: 'short', isUnsigned: true },
  { kind: 'integer', c: 'int', width: 'int', isUnsigned: false },
  { kind: 'integer', c: 'unsigned', width: 'int', isUnsigned: true },
  { kind: 'integer', c: 'long', width: 'long', isUnsigned: false },
  { kind: 'integer', c: 'unsigned long int', width: 'long', isUnsigned: true },
  { kind: 'integer', c: 'long long', width: 64, isUnsigned: false },
  { kind: 'integer', c: 'unsigned long long', width: 64, isUnsigned: true },
  { kind: 'integer', c: 'size_t', width: 'size', isUnsigned: true },
  { kind: 'integer', c: 'ptrdiff_t', width: 'size', isUnsigned: false },
  { kind: 'integer', c: 'uintptr_t', width: 'size', isUnsigned: true },
  { kind: 'integer', c: 'long unsigned', width: 'long', isUnsigned: true },
  { kind: 'integer', c: 'int long signed long', width: 64, isUnsigned: false },
];

export const CHAR: RandomType = { kind: 'char', c: 'char' };

/** Enumerators that do not fit an `int`. */
export const WIDE_VALUES = [0x7fffff00, 0x80000000, 0xfffffffe, -0x80000000, 2 ** 33];

/** Smallest width in bits that a type has on any platform: bit-fields are not wider. */
export const LEAST_BITS = { short: 16, int: 16, long: 32, size: 16 } as const;

/** A type with its spelling around a name: `int (*name)(void)` has the base `int`, and `(*` and `)(void)` around. */
export interface Spelled {
  readonly base: string;
  readonly before: string;
  readonly behind: string;
  readonly type: RandomType;
}

export function plain(base: string, type: RandomType): Spelled {
  return { base, before: '', behind: '', type };
}

export function pointer(base: string, before: string, behind = ''): Spelled {
  return { base, before, behind, type: { kind: 'pointer', c: `${base} ${before}${behind}` } };
}

/** A typedef that says how it is aligned: arrays of it may not be allowed. */
export function isAligned(type: RandomType): boolean {
  return (type.kind === 'integer' || type.kind === 'record') && type.isAligned === true;
}

/** The widest bit-field of a type on the smallest platform. */
export function bitsOf(type: RandomType): number {
  if (type.kind === 'integer') return typeof type.width === 'number' ? type.width : LEAST_BITS[type.width];
  return type.kind === 'enum' ? 8 : 1;
}
