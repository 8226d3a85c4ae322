import { cBadDeclaration, cNotSupported } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';
import { words } from '../text/words.ts';
import { booleanType, byteType, charType, floatType, integerType, sizedInteger } from '../types/basic-types.ts';
import type { DataType } from '../types/data-type.ts';
import { joined, NO_ATTRIBUTES } from './attributes.ts';
import type { Attributes, Context, Specifiers, TypeSpecifier } from './context.ts';
import { skipBalanced } from './skip.ts';

const STORAGE: ReadonlySet<string> = new Set(
  words(`
  typedef extern static auto register inline __inline __inline__ __forceinline virtual _Thread_local __thread
  thread_local _Noreturn constexpr mutable explicit friend
`),
);

const QUALIFIERS: ReadonlySet<string> = new Set(
  words(`
  const __const __const__ volatile __volatile __volatile__ restrict __restrict __restrict__ __extension__
  typename __unaligned
`),
);

/** Words that make up a basic type, with the spelling that counts. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...words(`
    void char short int long float double signed unsigned _Bool _Complex __complex__ _Imaginary __int128 __int128_t
    __uint128_t _Float16 _Float32 _Float64 _Float128 __float128 _Float32x _Float64x _Decimal32 _Decimal64 _Decimal128
    __fp16 __bf16 _Atomic _BitInt __builtin_va_list __int8 __int16 __int32 __int64
  `).map((word) => [word, word] as const),
  ['__signed', 'signed'],
  ['__signed__', 'signed'],
]);

/** Of those, the words that may have something in parentheses. */
const WITH_ARGUMENT: ReadonlySet<string> = new Set(['_BitInt', '_Atomic']);

const TAG_KEYWORDS: ReadonlySet<string> = new Set(['struct', 'union', 'enum', 'class']);
const TYPEOF: ReadonlySet<string> = new Set(['typeof', '__typeof__', '__typeof', 'typeof_unqual']);

/** Reads what stands before the declarators: storage, qualifiers, attributes and the type, in any order. */
export function readSpecifiers(context: Context): Specifiers {
  const storage = new Set<string>();
  const basic: Token[] = [];
  let attributes = NO_ATTRIBUTES;
  let isConst = false;
  let found: TypeSpecifier = { type: null, defined: null, isTagOnly: false };
  const first = context.peek();
  for (;;) {
    attributes = joined(attributes, context.grammar.attributes(context));
    const token = context.peek();
    if (token.kind !== 'name') break;
    const hasType = found.type !== null || basic.length > 0;
    if (STORAGE.has(token.text)) {
      storage.add(token.text);
      context.next();
    } else if (QUALIFIERS.has(token.text)) {
      isConst ||= /const/.test(token.text);
      context.next();
    } else if (WORDS.has(token.text) && found.type === null) {
      basic.push(context.next());
      if (WITH_ARGUMENT.has(token.text) && context.is('(')) skipBalanced(context);
    } else if (hasType) {
      break;
    } else {
      const next = readNamedType(context, token, storage.size > 0, attributes);
      if (next === null) break;
      found = next;
      attributes = joined(attributes, next.attributes ?? NO_ATTRIBUTES);
    }
  }
  const type = basic.length > 0 ? basicType(context, basic) : found.type;
  const { defined, isTagOnly } = found;
  return { first, type, defined, isTagOnly, storage, isConst, attributes };
}

/** Words that are no names of members and types. */
export function isReserved(word: string): boolean {
  return WORDS.has(word) || (TAG_KEYWORDS.has(word) && word !== 'class') || word === 'typedef'; // C may name a member so
}

/** Whether a type, and not a value, comes next. */
export function startsType(context: Context, ahead = 0): boolean {
  const token = context.peek(ahead);
  if (token.kind !== 'name') return false;
  if (WORDS.has(token.text) || QUALIFIERS.has(token.text) || TAG_KEYWORDS.has(token.text)) return true;
  if (TYPEOF.has(token.text)) return true;
  return !context.scope.constants.has(token.text) && context.scope.typeNamed(token.text) !== null;
}

/** A struct, union, enum, `typeof`, or the name of a type; `null` when the next name is something else. */
function readNamedType(context: Context, token: Token, hasStorage: boolean, before: Attributes): TypeSpecifier | null {
  const plain = { defined: null, isTagOnly: false };
  if (TAG_KEYWORDS.has(token.text)) {
    context.next();
    return token.text === 'enum'
      ? context.grammar.enumeration(context, token)
      : context.grammar.record(context, token, before);
  }
  if (TYPEOF.has(token.text)) return { type: readTypeof(context), ...plain };
  const length = qualifiedLength(context);
  const name = context.peek(length - 1);
  const known = context.scope.typeNamed(name.text);
  if (known === null && !looksLikeType(context, length, hasStorage)) return null;
  for (let i = 0; i < length; i++) context.next();
  return { type: known ?? context.scope.unknownType(name), ...plain };
}

/** How many tokens the name that comes next has: `a::b::c` has five. */
function qualifiedLength(context: Context): number {
  let length = 1;
  while (context.is('::', length) && context.peek(length + 1).kind === 'name') length += 2;
  return length;
}

/** Whether an unknown name stands where a type does: a declarator or another word of a type follows. */
function looksLikeType(context: Context, ahead: number, hasStorage: boolean): boolean {
  const follower = context.peek(ahead);
  if (follower.kind === 'name') return !isReserved(follower.text);
  if (follower.kind !== 'punctuator') return false;
  return (
    follower.text === '*' ||
    follower.text === '&' ||
    follower.text === '<' ||
    (hasStorage && follower.text === '(' && context.is('*', ahead + 1))
  );
}

function readTypeof(context: Context): DataType {
  context.next();
  context.expect('(');
  const type = context.grammar.startsType(context)
    ? context.grammar.typeName(context)
    : context.grammar.operandType(context);
  context.expect(')');
  return type;
}

/** Words that go with no sign. */
const UNSIGNABLE = /^(?:void|_Bool|float|double)$/;

/** The type that words such as `unsigned long int` make up, in any order. */
function basicType(context: Context, tokens: readonly Token[]): DataType {
  const { abi } = context;
  const [first] = tokens as [Token]; // there is at least one
  const spelled = tokens.map((token) => WORDS.get(token.text) ?? token.text);
  const longs = spelled.filter((word) => word === 'long').length;
  const isUnsigned = spelled.includes('unsigned');
  const signs = Number(isUnsigned) + Number(spelled.includes('signed'));
  const rest = spelled.filter((word) => word !== 'long' && word !== 'signed' && word !== 'unsigned');
  const isWrong = signs > 1 || (signs === 1 && rest.some((word) => UNSIGNABLE.test(word)));
  const text = isWrong ? 'conflict' : [...Array<string>(longs).fill('l'), ...rest.toSorted()].join(' ');
  switch (text) {
    case 'void':
      return { kind: 'void' };
    case '_Bool':
      return booleanType();
    case 'char':
      return signs > 0 ? byteType(!isUnsigned) : charType(abi);
    case 'short':
    case 'int short':
      return integerType(abi, 'short', !isUnsigned);
    case '':
    case 'int':
      return integerType(abi, 'int', !isUnsigned);
    case 'l':
    case 'l int':
      return integerType(abi, 'long', !isUnsigned);
    case 'l l':
    case 'l l int':
      return integerType(abi, 'longlong', !isUnsigned);
    case 'float':
    case 'double':
      return floatType(abi, text === 'float' ? 'float' : 'double');
    case '__int8':
    case '__int16':
    case '__int32':
    case '__int64':
      return sizedInteger(abi, (Number(text.slice(5)) / 8) as 1 | 2 | 4 | 8, !isUnsigned); // as the names say
    default:
      return { kind: 'refused', error: notABasicType(first, text, tokens.map((token) => token.text).join(' ')) };
  }
}

function notABasicType(first: Token, text: string, spelled: string): StructwireError {
  if (!/_|^l double$/.test(text)) return failureOn(cBadDeclaration, first, { problem: `'${spelled}' is no type` });
  return failureOn(cNotSupported, first, { what: `'${spelled}'`, hint: 'declare it as an array of bytes of its size' });
}
