import { cBadDeclaration, cCompilersDiffer, cUnknownType } from '../../errors/c-errors.ts';
import type { Abi } from '../../layout/abi.ts';
import { type Constant, invalid } from '../constant/constant.ts';
import { nearestName } from '../nearest-name.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';
import { words } from '../text/words.ts';
import { customaryType } from './basic-types.ts';
import {
  alignOf,
  type DataType,
  type EnumDefinition,
  type EnumType,
  type RecordDefinition,
  type RecordType,
  sizeOf,
} from './data-type.ts';

const LONGEST_GUESS = 64;
const MOST_GUESSES = 100;
const MOST_KNOWN = 5000;

/** Names that people mean when they write one that is not known. */
const USUAL_TYPES = words(`
  uint8_t uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t size_t bool char short int long float double unsigned signed
`);

/** Which tags a keyword goes with; `class` declares a struct. */
export type TagKeyword = 'struct' | 'union' | 'enum';

/** The names that a text has declared so far. */
export class Scope {
  /** In order of declaration. */
  readonly typedefs: Map<string, DataType> = new Map();
  readonly tags: Map<string, RecordType | EnumType> = new Map();
  readonly constants: Map<string, Constant> = new Map();
  readonly #abi: Abi;
  readonly #places = new Map<string, Token>();
  #guesses = 0;

  constructor(abi: Abi) {
    this.#abi = abi;
  }

  /** The type that a bare name stands for: a typedef, a tag as in C++, or a customary name. */
  typeNamed(name: string): DataType | null {
    return this.typedefs.get(name) ?? this.#bareTag(name) ?? customaryType(name, this.#abi);
  }

  /** A tag without its keyword is C++, where a struct without members has a byte. */
  #bareTag(name: string): DataType | null {
    const type = this.tags.get(name);
    if (type?.kind !== 'record' || type.definition.body?.members.length !== 0) return type ?? null;
    const what = 'the size of a struct without members (0 in C, 1 in C++)';
    return { kind: 'refused', error: failureOn(cCompilersDiffer, type.definition.place, { what }) };
  }

  /** The typedefs with their places. */
  *namedTypes(): IterableIterator<[string, { readonly type: DataType; readonly token: Token }]> {
    for (const [name, type] of this.typedefs) {
      const token = this.#places.get(name);
      if (token !== undefined) yield [name, { type, token }];
    }
  }

  /** Declares a typedef. A second one with another meaning makes the name useless. */
  addTypedef(name: Token, type: DataType): void {
    const before = this.typedefs.get(name.text);
    this.#places.set(name.text, name);
    if (before === undefined || isSame(before, type)) this.typedefs.set(name.text, before ?? ordered(name.text, type));
    else {
      const problem = `'${name.text}' is declared a second time, with another type`;
      this.typedefs.set(name.text, { kind: 'refused', error: failureOn(cBadDeclaration, name, { problem }) });
    }
  }

  /** The struct, union or enum with this tag; one without a body when it was not declared yet. */
  tagged(keyword: TagKeyword, tag: Token): RecordType | EnumType {
    const before = this.tags.get(tag.text);
    if (before !== undefined && keywordOf(before) === keyword) return before;
    const type = keyword === 'enum' ? newEnum(tag, tag.text) : newRecord(keyword === 'union', tag, tag.text);
    if (before !== undefined) {
      const problem = `'${tag.text}' is declared as ${keywordOf(before)} and as ${keyword}`;
      type.definition.error = failureOn(cBadDeclaration, tag, { problem });
      return type;
    }
    this.tags.set(tag.text, type);
    return type;
  }

  /** `did you mean 'uint8_t'?`, for a name that is like one that is known; else nothing. Asked a limited number of times. */
  meant(name: string, kind: 'types' | 'constants'): string {
    if (name.length > LONGEST_GUESS || this.#guesses >= MOST_GUESSES) return '';
    this.#guesses++;
    const known =
      kind === 'types' ? [...this.typedefs.keys(), ...this.tags.keys(), ...USUAL_TYPES] : this.constants.keys();
    const nearest = nearestName(name, [...known].slice(0, MOST_KNOWN));
    return nearest === null ? '' : `did you mean '${nearest}'? Otherwise `;
  }

  addConstant(name: Token, value: Constant): void {
    const before = this.constants.get(name.text);
    if (before === undefined || before.value === value.value) {
      this.constants.set(name.text, value);
      return;
    }
    const problem = `'${name.text}' is declared a second time, with another value`;
    this.constants.set(name.text, invalid(failureOn(cBadDeclaration, name, { problem }), value.bits));
  }

  /** The type that stands for a name nobody declared. */
  unknownType(name: Token): DataType {
    const hint = /^[A-Z_0-9]+$/.test(name.text)
      ? `if it is a macro, define it (-D '${name.text}='); if it is a type, add its typedef, or preprocess with gcc -E`
      : `${this.meant(name.text, 'types')}add its typedef before, or preprocess the text with gcc -E`;
    return { kind: 'refused', error: failureOn(cUnknownType, name, { type: name.text, hint }) };
  }
}

/** A struct or union without a body. */
export function newRecord(isUnion: boolean, place: Token, tag: string | null): RecordType {
  const definition: RecordDefinition = { isUnion, tag, name: tag, place, body: null, error: null };
  return { kind: 'record', definition };
}

/** An enum without a body. */
export function newEnum(place: Token, tag: string | null): EnumType {
  const definition: EnumDefinition = { tag, name: tag, place, body: null, error: null };
  return { kind: 'enum', definition };
}

function keywordOf(type: RecordType | EnumType): TagKeyword {
  if (type.kind === 'enum') return 'enum';
  return type.definition.isUnion ? 'union' : 'struct';
}

/** `typedef __u16 __be16` keeps the byte order that the name is for. */
function ordered(name: string, type: DataType): DataType {
  const order = /^__(le|be)(?:16|32|64)$/.exec(name)?.[1];
  if (order === undefined || type.kind !== 'integer') return type;
  return { ...type, endian: order === 'be' ? 'be' : 'le' };
}

/** Whether two declarations of one name mean the same bytes. */
function isSame(a: DataType, b: DataType): boolean {
  if (a.kind !== b.kind || alignOf(a) !== alignOf(b) || sizeOf(a) !== sizeOf(b)) return false;
  if (a.kind === 'record' || a.kind === 'enum') return a.definition === (b as typeof a).definition; // of one kind
  if (a.kind === 'array') return isSame(a.element, (b as typeof a).element); // of one kind
  if (a.kind === 'integer') return a.isSigned === (b as typeof a).isSigned; // of one kind
  return a.kind !== 'refused';
}
