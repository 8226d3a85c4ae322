import { cBadDeclaration, cNotSupported, cSyntax } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, type Token } from '../text/token.ts';
import {
  type DataType,
  type FunctionType,
  innermost,
  type RecordDefinition,
  refusalOf,
  sizeOf,
} from '../types/data-type.ts';
import { joined, NO_ATTRIBUTES } from './attributes.ts';
import { type Documentation, documentationBehind, documentationOf } from './comments.ts';
import type { Attributes, Context, Declarator, Specifiers } from './context.ts';
import { skipBalanced, skipTo } from './skip.ts';
import { readStaticAssert, startsStaticAssert } from './static-assert.ts';

/** A member whose place is not computed yet. */
export interface UnplacedMember extends Documentation {
  readonly name: string | null;
  readonly token: Token;
  readonly type: DataType;
  readonly bitWidth: number | null;
  readonly attributes: Attributes;
}

const ACCESS = /^(?:public|private|protected)$/;
/** Declarations of C++ that hold no data. */
const NO_DATA = /^(?:friend|using|template|operator)$/;

/** Reads members up to the `}`. */
export function readMembers(context: Context, record: RecordDefinition): UnplacedMember[] {
  const members: UnplacedMember[] = [];
  while (!context.is('}')) {
    const token = context.peek();
    if (token.kind === 'end') context.expect('}');
    else if (context.take(';')) continue;
    else if (startsStaticAssert(context)) readStaticAssert(context);
    else if (ACCESS.test(token.text) && context.is(':', 1)) {
      context.isCxx = true;
      context.next();
      context.next();
    } else if (NO_DATA.test(token.text) || isConstructor(context, record)) {
      skipMember(context, token);
    } else {
      for (const member of readMember(context, members.at(-1))) members.push(member);
    }
  }
  return members;
}

/** `name(`, `~name(` in a struct of that name. */
function isConstructor(context: Context, { tag }: RecordDefinition): boolean {
  if (tag === null) return false;
  const ahead = context.is('explicit') || context.is('virtual') || context.is('constexpr') ? 1 : 0;
  if (context.is('virtual')) return false;
  const at = context.is('~', ahead) ? ahead + 1 : ahead;
  return context.is(tag, at) && context.is('(', at + 1);
}

/** A method or another declaration without data, with its body. */
function skipMember(context: Context, token: Token): void {
  context.isCxx = true;
  context.skipped.push({ token, what: 'a member that is no data' });
  for (;;) {
    skipTo(context, ';', '{');
    if (context.is('{')) {
      skipBalanced(context);
      context.take(';');
      return;
    }
    if (context.take(';') || context.is('}') || context.peek().kind === 'end') return;
    context.next();
  }
}

/** Reads one declaration of members: `uint8_t a : 3, b : 5;`. */
function readMember(context: Context, before: UnplacedMember | undefined): UnplacedMember[] {
  const start = context.peek();
  const first = context.position;
  const specifiers = context.grammar.specifiers(context);
  const { type, storage } = specifiers;
  if (storage.has('virtual')) throw failureOn(cNotSupported, start, { what: 'a virtual method' });
  if (type === null) {
    throw failureOn(cSyntax, context.peek(), {
      expected: 'a type',
      found: describeToken(context.peek()),
      ...macroHint(context),
    });
  }
  if (storage.has('typedef')) return readTypedef(context, type, specifiers);
  if (context.is('operator')) return skipRest(context, start, []);
  if (storage.has('static')) context.isCxx = true;
  if (context.is(';')) return readAnonymous(context, specifiers, { type, first, before });
  const members: UnplacedMember[] = [];
  for (;;) {
    const member = readDeclared(context, specifiers, type);
    if (member === 'method') return skipRest(context, start, members);
    if (!storage.has('static')) {
      checkFlexible(members.at(-1) ?? before);
      members.push(member);
    }
    if (context.take(',')) {
      addDocumentation(context, members);
      continue;
    }
    const end = context.position;
    context.expect(';', ' behind a member');
    documentLine(context, members, first, end);
    return members;
  }
}

/** The comment behind the `,` of a member is its own. */
function addDocumentation(context: Context, members: UnplacedMember[]): void {
  const last = members.pop();
  if (last === undefined) return;
  members.push({ ...last, ...documentationBehind(context, context.position - 1) });
}

/** The comment of the line is that of all its members without their own. */
function documentLine(context: Context, members: UnplacedMember[], first: number, end: number): void {
  const shared = documentationOf(context, first, end);
  for (const [i, member] of members.entries()) if (member.doc === undefined) members[i] = { ...member, ...shared };
}

function readDeclared(context: Context, specifiers: Specifiers, base: DataType): UnplacedMember | 'method' {
  const own = context.grammar.attributes(context);
  const declarator = context.is(':') ? unnamed(base) : context.grammar.declarator(context, base);
  const token = declarator.name ?? context.peek();
  if (declarator.type.kind === 'function') return checkMethod(token, declarator.type);
  const bitWidth = context.is(':') ? readWidth(context, declarator) : null;
  const behind = context.grammar.attributes(context);
  const attributes = [specifiers.attributes, own, declarator.attributes, behind].reduce(joined);
  readStaticConstant(context, specifiers, declarator);
  if (context.is('=') || (context.is('{') && declarator.name !== null)) skipTo(context, ',', ';'); // C++: its initial value
  if (context.is('{')) skipBalanced(context);
  const name = declarator.name?.text ?? null;
  if (specifiers.storage.has('static')) return { name, token, type: declarator.type, bitWidth, attributes };
  if (name === null && bitWidth === null) {
    const refusal = refusalOf(base);
    if (refusal !== null) throw refusal;
    throw failureOn(cSyntax, context.peek(), { expected: "a member's name", found: describeToken(context.peek()) });
  }
  if (attributes.refusal !== null) throw attributes.refusal;
  checkType(token, declarator.type);
  if (bitWidth === 0 && name !== null) {
    throw failureOn(cBadDeclaration, token, { problem: `a bit-field of no width cannot have the name '${name}'` });
  }
  return { name, token, type: declarator.type, bitWidth, attributes };
}

/** `static constexpr int N = 3;` in a struct is a constant. */
function readStaticConstant(context: Context, { storage, isConst }: Specifiers, { name, type }: Declarator): void {
  const isConstant = storage.has('static') && (isConst || storage.has('constexpr'));
  if (!isConstant || name === null || type.kind !== 'integer' || !context.take('=')) return;
  const value = context.grammar.constant(context);
  if (value.problem === undefined) context.scope.addConstant(name, value);
}

/** A method holds no data. `uint8_t LIST(a, 3);` is no method, but a use of a macro that somebody forgot. */
function checkMethod(name: Token, { hasParameters }: FunctionType): 'method' {
  if (hasParameters) return 'method';
  const hint = `if '${name.text}' is a macro, define it (-D '${name.text}(x)=...'), or preprocess the text with gcc -E`;
  throw failureOn(cSyntax, name, {
    expected: 'a member, or a method with its parameters',
    found: `'${name.text}('`,
    hint,
  });
}

function unnamed(type: DataType): Declarator {
  return { name: null, type, attributes: NO_ATTRIBUTES };
}

/** Only what has a size, or an array as long as there is room, can be a member. */
function checkType(token: Token, type: DataType): void {
  const refusal = refusalOf(type);
  if (refusal !== null) throw refusal;
  const isFlexible = type.kind === 'array' && type.count === null;
  if (isFlexible || sizeOf(type) !== null) return;
  const element = innermost(type);
  const tag = element.kind === 'record' || element.kind === 'enum' ? element.definition.tag : null;
  if (tag === null) throw failureOn(cBadDeclaration, token, { problem: `a member of type ${type.kind} has no size` });
  const problem = `the member's type is '${tag}', which is not defined before`;
  throw failureOn(cBadDeclaration, token, {
    problem,
    hint: 'move its definition up, or preprocess the text with gcc -E',
  });
}

function readWidth(context: Context, { type, name }: Declarator): number {
  const colon = context.next();
  const { value, problem } = context.grammar.constant(context);
  if (problem !== undefined) throw problem;
  const refusal = refusalOf(type);
  if (refusal !== null) throw refusal;
  const size = type.kind === 'integer' || type.kind === 'enum' ? sizeOf(type) : null;
  if (size === null) throw failureOn(cBadDeclaration, name ?? colon, { problem: 'a bit-field needs an integer type' });
  const widest = type.kind === 'integer' && type.isBoolean ? 1 : 8 * size;
  if (value >= 0n && value <= BigInt(widest)) return Number(value);
  throw failureOn(cBadDeclaration, colon, { problem: `a bit-field of ${value} bits in a type of ${widest}` });
}

/** A flexible array is the last member, so there is none before another one. */
function checkFlexible(before: UnplacedMember | undefined): void {
  if (before?.type.kind !== 'array' || before.type.count !== null) return;
  throw failureOn(cBadDeclaration, before.token, { problem: 'an array without a length is not the last member' });
}

function readTypedef(context: Context, type: DataType, { attributes }: Specifiers): UnplacedMember[] {
  do {
    const { name, type: named } = context.grammar.declarator(context, type);
    if (attributes.refusal !== null) throw attributes.refusal;
    if (name !== null) context.scope.addTypedef(name, named);
  } while (context.take(','));
  context.expect(';');
  return [];
}

/** A struct or union without a name: its members are members of the record around it. */
function readAnonymous(
  context: Context,
  specifiers: Specifiers,
  { type, first, before }: { type: DataType; first: number; before: UnplacedMember | undefined },
): UnplacedMember[] {
  const end = context.position;
  const token = context.previous;
  context.next();
  if (type.kind !== 'record') return []; // an enum declares constants only
  const isDefinition = specifiers.defined === type.definition;
  if (type.definition.tag !== null || !isDefinition) {
    if (context.abi.bitFields === 'microsoft' && type.definition.body !== null) {
      const what = "a tagged struct without a member's name (Microsoft's compiler makes it a member, others do not)";
      throw failureOn(cNotSupported, token, { what });
    }
    return [];
  }
  checkFlexible(before);
  checkType(token, type);
  const { attributes } = specifiers;
  if (attributes.refusal !== null) throw attributes.refusal;
  const about = documentationOf(context, first, end);
  return [{ name: null, token, type, bitWidth: null, attributes, ...about }];
}

/** Passes the rest of a method: `= 0;`, `const { ... }`. */
function skipRest(context: Context, start: Token, members: UnplacedMember[]): UnplacedMember[] {
  skipMember(context, start);
  return members;
}

function macroHint(context: Context): { hint?: string } {
  const token = context.peek();
  if (token.kind !== 'name') return {};
  return { hint: `if '${token.text}' is a macro, define it (-D '${token.text}='), or preprocess the text with gcc -E` };
}
