import type { Abi, CType } from '../layout/abi.ts';
import type { ScalarName } from '../layout/scalar-name.ts';

/** What one letter of a format stands for, before a mode and a platform give it a size. */
export type FormatCode =
  | { readonly kind: 'padding' | 'bytes' | 'pascal' }
  | { readonly kind: 'byte'; readonly scalar: ScalarName }
  /** A number: its C type with native sizes, and its byte length with standard ones (`null`: native only). */
  | {
      readonly kind: 'number';
      readonly family: 'i' | 'u' | 'f' | 'ptr';
      readonly c: CType | 'half';
      readonly standardSize: number | null;
    };

/** The format language, one row per code (CPython `Modules/_struct.c`, tables `native_table` and `lilendian_table`). */
export const FORMAT_CODES: Readonly<Record<string, FormatCode>> = {
  x: { kind: 'padding' },
  s: { kind: 'bytes' },
  p: { kind: 'pascal' },
  c: { kind: 'byte', scalar: 'char' },
  b: { kind: 'byte', scalar: 'i8' },
  B: { kind: 'byte', scalar: 'u8' },
  '?': { kind: 'byte', scalar: 'bool' },
  h: { kind: 'number', family: 'i', c: 'short', standardSize: 2 },
  H: { kind: 'number', family: 'u', c: 'short', standardSize: 2 },
  i: { kind: 'number', family: 'i', c: 'int', standardSize: 4 },
  I: { kind: 'number', family: 'u', c: 'int', standardSize: 4 },
  l: { kind: 'number', family: 'i', c: 'long', standardSize: 4 },
  L: { kind: 'number', family: 'u', c: 'long', standardSize: 4 },
  q: { kind: 'number', family: 'i', c: 'longlong', standardSize: 8 },
  Q: { kind: 'number', family: 'u', c: 'longlong', standardSize: 8 },
  n: { kind: 'number', family: 'i', c: 'size', standardSize: null },
  N: { kind: 'number', family: 'u', c: 'size', standardSize: null },
  P: { kind: 'number', family: 'ptr', c: 'pointer', standardSize: null },
  e: { kind: 'number', family: 'f', c: 'half', standardSize: 2 },
  f: { kind: 'number', family: 'f', c: 'float', standardSize: 4 },
  d: { kind: 'number', family: 'f', c: 'double', standardSize: 8 },
};

/** A code with its size in force: the scalar it reads and writes, or `null` for bytes and padding. */
export interface SizedCode {
  readonly kind: FormatCode['kind'];
  readonly scalar: ScalarName | null;
  readonly size: number;
  readonly align: number;
}

const HALF_SIZE = 2;

/** The size and alignment of a code: with a platform the native ones, without one the standard ones; `null` if unknown there. */
export function sizedCode(code: string, nativeAbi: Abi | null): SizedCode | null {
  const row = Object.hasOwn(FORMAT_CODES, code) ? FORMAT_CODES[code] : undefined;
  if (row === undefined) return null;
  if (row.kind === 'byte') return { kind: row.kind, scalar: row.scalar, size: 1, align: 1 };
  if (row.kind !== 'number') return { kind: row.kind, scalar: null, size: 1, align: 1 };
  const size = nativeAbi === null ? row.standardSize : row.c === 'half' ? HALF_SIZE : nativeAbi.size[row.c];
  if (size === null) return null;
  const align = nativeAbi === null ? 1 : alignInside(nativeAbi, row.c === 'half' ? 'short' : row.c);
  return { kind: row.kind, scalar: `${row.family}${8 * size}` as ScalarName, size, align }; // the table has all of them
}

/** Alignment of a type inside a struct of this platform. */
function alignInside({ align, pack }: Abi, type: CType): number {
  return Math.min(align[type], pack ?? align[type]);
}
