import { cLimit } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import type { Abi } from '../../layout/abi.ts';
import type { Constant } from '../constant/constant.ts';
import type { IntegerWidths } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';
import { TokenCursor } from '../text/token-cursor.ts';
import type { DataType, EnumDefinition, RecordDefinition } from '../types/data-type.ts';
import type { Scope } from '../types/scope.ts';
import { Packing } from './packing.ts';

/** A text with more of them is no list of declarations. */
const MOST_PROBLEMS = 10_000;

/** Which compilers a declaration is made for. */
export type Dialect = 'gnu' | 'microsoft' | 'mixed';

/** What attributes say about the layout. */
export interface Attributes {
  readonly isPacked: boolean;
  /** It also packs the struct that comes behind it, as the `__packed` of ARM's compiler does. */
  readonly packsNext: boolean;
  /** From `aligned(n)` and `_Alignas(n)`, in bytes. */
  readonly alignedTo: number | null;
  /** The compiler that some of it is made for: GNU C has `__attribute__`, Microsoft's has `__declspec(align(n))`. */
  readonly dialect: Dialect | null;
  /** An attribute that may change the layout and is not known. */
  readonly refusal: StructwireError | null;
}

/** What stands before the declarators: `static const struct point`. */
export interface Specifiers {
  readonly first: Token;
  /** `null`: none was given, as before a constructor. */
  readonly type: DataType | null;
  readonly storage: ReadonlySet<string>;
  readonly isConst: boolean;
  readonly attributes: Attributes;
  /** The struct, union or enum whose body stands in them. */
  readonly defined: RecordDefinition | EnumDefinition | null;
  /** Whether its tag was declared here, as in `struct x;`. */
  readonly isTagOnly: boolean;
}

/** A type among the specifiers. */
export interface TypeSpecifier extends Pick<Specifiers, 'type' | 'defined' | 'isTagOnly'> {
  /** Attributes that stand in it and are those of what is declared: `struct point __attribute__((aligned(8))) p`. */
  readonly attributes?: Attributes;
}

/** A name with its type: `*name[3]`. */
export interface Declarator {
  readonly name: Token | null;
  readonly type: DataType;
  readonly attributes: Attributes;
}

/** The rules of the grammar that need one another. */
export interface Grammar {
  readonly attributes: (context: Context) => Attributes;
  readonly specifiers: (context: Context) => Specifiers;
  readonly declarator: (context: Context, base: DataType) => Declarator;
  /** A type without a name, as in a cast: `unsigned char *`. */
  readonly typeName: (context: Context) => DataType;
  readonly constant: (context: Context) => Constant;
  /** The type of an operand, for `typeof`. */
  readonly operandType: (context: Context) => DataType;
  /** A struct or union from behind its keyword on; `before` are the attributes in front of that. */
  readonly record: (context: Context, keyword: Token, before: Attributes) => TypeSpecifier;
  /** An enum from behind its keyword on. */
  readonly enumeration: (context: Context, keyword: Token) => TypeSpecifier;
  /** Whether a name or a type comes next. */
  readonly startsType: (context: Context, ahead?: number) => boolean;
}

/** Something that was left out, and why. */
export interface SkippedPart {
  readonly token: Token;
  readonly what: string;
}

/** A text that is being parsed: the place in it, and what it declared so far. */
export class Context extends TokenCursor {
  readonly abi: Abi;
  readonly widths: IntegerWidths;
  readonly scope: Scope;
  readonly grammar: Grammar;
  readonly packing: Packing;
  /** Why declarations were refused. */
  readonly problems: Set<StructwireError> = new Set();
  readonly skipped: SkippedPart[] = [];
  /** Structs, unions and enums whose bodies stand in the declaration that is being parsed. */
  defined: (RecordDefinition | EnumDefinition)[] = [];
  /** Something in the text is C++ and no C. */
  isCxx: boolean;
  /** Records whose size or offsets the expression that is being parsed asked for. */
  asked: RecordDefinition[] = [];

  constructor(tokens: readonly Token[], abi: Abi, scope: Scope, grammar: Grammar) {
    super(tokens);
    this.abi = abi;
    this.scope = scope;
    this.grammar = grammar;
    this.packing = new Packing(abi.pack);
    this.widths = widthsOf(abi);
    this.isCxx = tokens.some(isCxxWord);
    this.#obeyPragmas();
  }

  /** Width of `int`, in bits. */
  get intBits(): number {
    return this.widths.int;
  }

  /** Notes why a declaration was refused. */
  report(token: Token, error: StructwireError): void {
    this.problems.add(error);
    if (this.problems.size > MOST_PROBLEMS) throw failureOn(cLimit, token, { what: 'mistakes', limit: MOST_PROBLEMS });
  }

  /** Passes a token, and obeys the pragmas behind it. */
  override next(): Token {
    const token = super.next();
    this.#obeyPragmas();
    return token;
  }

  #obeyPragmas(): void {
    for (let token = this.peek(); token.kind === 'pragma'; token = this.peek()) {
      this.packing.obey(token);
      this.position++;
    }
  }
}

/** What no C text has where it is read: `a::b`, `namespace x`, `enum class x`, `template <...>`. */
function isCxxWord({ text, kind }: Token, index: number, tokens: readonly Token[]): boolean {
  if (kind === 'punctuator') return text === '::';
  if (kind !== 'name') return false;
  const next = tokens[index + 1];
  if (text === 'enum') return next?.text === 'class' || next?.text === 'struct';
  return text === 'namespace' || text === 'class' ? next?.kind === 'name' : text === 'template' && next?.text === '<';
}

function widthsOf({ size, isCharSigned, wideChar }: Abi): IntegerWidths {
  const wide = { bits: Number(wideChar.slice(1)), isUnsigned: wideChar.startsWith('u') };
  return { int: 8 * size.int, long: 8 * size.long, longlong: 8 * size.longlong, isCharSigned, wideChar: wide };
}
