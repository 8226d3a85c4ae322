import type { StructwireError } from '../../errors/structwire-error.ts';
import type { Endian } from '../../layout/layout.ts';
import type { Token } from '../text/token.ts';

/** A type of C, as far as its bytes go. */
export type DataType =
  | IntegerType
  | FloatType
  | PointerType
  | EnumType
  | RecordType
  | ArrayType
  | FunctionType
  | VoidType
  | RefusedType;

/** What `aligned` on a typedef changed: the alignment in bytes of this use of the type. */
interface Alignable {
  readonly alignedTo?: number;
}

export interface IntegerType extends Alignable {
  readonly kind: 'integer';
  readonly size: number;
  readonly align: number;
  readonly isSigned: boolean;
  /** Plain `char`: an array of it is bytes. */
  readonly isCharacter: boolean;
  readonly isBoolean: boolean;
  /** A byte order that the type's name promises, such as that of `__be16`; else the platform's. */
  readonly endian?: Endian;
}

export interface FloatType extends Alignable {
  readonly kind: 'float';
  readonly size: number;
  readonly align: number;
}

export interface PointerType extends Alignable {
  readonly kind: 'pointer';
  readonly size: number;
  readonly align: number;
  readonly target: DataType;
}

export interface EnumType extends Alignable {
  readonly kind: 'enum';
  readonly definition: EnumDefinition;
}

export interface RecordType extends Alignable {
  readonly kind: 'record';
  readonly definition: RecordDefinition;
}

export interface ArrayType extends Alignable {
  readonly kind: 'array';
  readonly element: DataType;
  /** `null`: as many as there is room for (`T x[]`). */
  readonly count: number | null;
}

export interface FunctionType extends Alignable {
  readonly kind: 'function';
  /** What stands in its parentheses is a list of parameters, and no arguments of a macro that is not defined. */
  readonly hasParameters: boolean;
}

export interface VoidType extends Alignable {
  readonly kind: 'void';
}

/** A type that stands for the reason why it is not known. */
export interface RefusedType extends Alignable {
  readonly kind: 'refused';
  readonly error: StructwireError;
}

/** What an enum's text says; one object for all uses of it. */
export interface EnumDefinition {
  readonly tag: string | null;
  /** The tag, or the name of the first typedef of it. */
  name: string | null;
  readonly place: Token;
  /** `null` while only its tag is known. */
  body: EnumBody | null;
  error: StructwireError | null;
}

export interface EnumBody {
  readonly integer: IntegerType;
  readonly names: readonly { readonly name: string; readonly value: bigint; readonly doc?: string }[];
}

/** What a struct's or union's text says; one object for all uses of it. */
export interface RecordDefinition {
  readonly isUnion: boolean;
  readonly tag: string | null;
  /** The tag, or the name of the first typedef of it. */
  name: string | null;
  readonly place: Token;
  /** `null` while only its tag is known. */
  body: RecordBody | null;
  /** Why it is refused. */
  error: StructwireError | null;
}

export interface RecordBody {
  readonly members: readonly Member[];
  readonly size: number;
  readonly align: number;
  /** The largest alignment that `_Alignas` asks for in it: Microsoft's compiler keeps it under `#pragma pack`. */
  readonly requiredAlign: number;
  /** How deep records and arrays stand in one another, and how many members there are in all. */
  readonly depth: number;
  readonly weight: number;
}

/** A member with its place. Unnamed bit-fields are not kept. */
export interface Member {
  /** `null`: an anonymous struct or union. */
  readonly name: string | null;
  readonly type: DataType;
  /** From the start of the record; the first bit is the least significant one (the most significant one, big-endian). */
  readonly bitOffset: number;
  /** `null`: not a bit-field. */
  readonly bitWidth: number | null;
  readonly doc?: string;
  readonly unit?: string;
}

/** Byte length of a type, or `null` when it has none: functions, `void`, and what is not complete. */
export function sizeOf(type: DataType): number | null {
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'pointer':
      return type.size;
    case 'enum':
      return type.definition.body?.integer.size ?? null;
    case 'record':
      return type.definition.body?.size ?? null;
    case 'array': {
      const element = sizeOf(type.element);
      return element === null || type.count === null ? null : element * type.count;
    }
    default:
      return null;
  }
}

/** Alignment of a type in bytes inside a struct; 1 for what has none. */
export function alignOf(type: DataType): number {
  if (type.alignedTo !== undefined) return type.alignedTo;
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'pointer':
      return type.align;
    case 'enum':
      return type.definition.body?.integer.align ?? 1;
    case 'record':
      return type.definition.body?.align ?? 1;
    case 'array':
      return alignOf(type.element);
    default:
      return 1;
  }
}

/** The reason why a type cannot be used, when it or what it is made of was refused. */
export function refusalOf(type: DataType): StructwireError | null {
  switch (type.kind) {
    case 'refused':
      return type.error;
    case 'enum':
    case 'record':
      return type.definition.error;
    case 'array':
      return refusalOf(type.element);
    default:
      return null;
  }
}

/** The innermost element of arrays of arrays. */
export function innermost(type: DataType): DataType {
  let element = type;
  while (element.kind === 'array') element = element.element;
  return element;
}

/** The alignment that Microsoft's compiler keeps for a type whatever `#pragma pack` says. */
export function requiredAlignOf(type: DataType): number {
  const element = innermost(type);
  return element.kind === 'record' ? (element.definition.body?.requiredAlign ?? 1) : 1;
}
