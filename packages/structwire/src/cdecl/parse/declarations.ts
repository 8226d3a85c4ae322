import { cNotSupported, cSyntax, cUndecided, cUnknownAttribute } from '../../errors/c-errors.ts';
import { isStructwireError, type StructwireError } from '../../errors/structwire-error.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, isText, type Token, type Undecided } from '../text/token.ts';
import { TokenCursor } from '../text/token-cursor.ts';
import type { DataType } from '../types/data-type.ts';
import { joined } from './attributes.ts';
import type { Context, Declarator, Specifiers } from './context.ts';
import { refuse } from './guard-body.ts';
import { passBalanced, skipBalanced, skipTo } from './skip.ts';
import { readStaticAssert, startsStaticAssert } from './static-assert.ts';

/** Reads all the declarations of a text. What is refused, or is no data, is noted, and reading goes on behind it. */
export function readDeclarations(context: Context): void {
  while (context.peek().kind !== 'end') {
    const start = context.position;
    const packing = context.packing.save();
    context.defined = [];
    const typedefs: Token[] = [];
    try {
      readDeclaration(context, typedefs);
    } catch (error) {
      if (!isStructwireError(error)) throw error;
      if (isFunction(context, start))
        context.skipped.push({ token: context.tokens[start] ?? context.peek(), what: 'a function' });
      else context.report(context.peek(), error);
      for (const definition of context.defined) refuse(context, definition, error); // it may be an attribute that is not known
      context.packing.restore(packing);
      recover(context, start);
      doubtPacking(context, context.tokens[start]);
    }
    if (context.position === start) context.next(); // something always moves on
    refuseUndecided(context, start, typedefs);
  }
}

/** How far a function's name is from its first word. */
const LONGEST_HEAD = 50;

/** Whether a declaration that was refused is a function, with a macro nobody knows in front of it: it holds no data. */
function isFunction({ tokens }: Context, start: number): boolean {
  for (let at = start; at < start + LONGEST_HEAD; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'end' || /^(?:typedef|[;{}=])$/.test(token.text)) return false;
    if (isText(token, '('))
      return at > start && tokens[at - 1]?.kind === 'name' && !NO_PARAMETERS.test(tokens[at - 1]?.text ?? '');
  }
  return false;
}

function readDeclaration(context: Context, typedefs: Token[]): void {
  if (context.take(';') || context.take('}')) return; // the `}` of `extern "C" {` and of `namespace x {`
  if (startsStaticAssert(context)) readStaticAssert(context);
  else if (context.is('extern') && context.peek(1).kind === 'string') enterLinkage(context);
  else if (context.is('namespace') || (context.is('inline') && context.is('namespace', 1))) enterNamespace(context);
  else if (context.is('using')) readUsing(context, typedefs);
  else if (OTHER.test(context.peek().text)) skipOther(context);
  else readTyped(context, typedefs);
}

/** Declarations that begin with these words hold no data. */
const OTHER = /^(?:template|class|asm|__asm__|__asm)$/;

/** A class is passed over; who asks for it by its name hears why. */
function skipOther(context: Context): void {
  const [keyword, name] = [context.peek(), context.peek(1)];
  if (keyword.text === 'class' && name.kind === 'name' && !context.is(';', 2)) {
    const hint = 'if it holds nothing but data, declare it as a struct';
    context.scope.tagged('struct', name).definition.error ??= failureOn(cNotSupported, keyword, {
      what: 'a class',
      hint,
    });
  }
  skipDeclaration(context, keyword, NO_DATA);
}

function readTyped(context: Context, typedefs: Token[]): void {
  const start = context.peek();
  const specifiers = context.grammar.specifiers(context);
  const { type } = specifiers;
  if (type === null) skipNoType(context, start);
  else if (!context.take(';')) readDeclarators(context, specifiers, type, typedefs);
}

/** `extern "C" {`, or in front of one declaration. */
function enterLinkage(context: Context): void {
  context.next();
  context.next();
  context.take('{');
}

const NO_DATA = 'a declaration that is no data';

/** `namespace x {`: its names are used without it. */
function enterNamespace(context: Context): void {
  while (!context.is('{') && !context.is(';') && context.peek().kind !== 'end') context.next();
  context.next();
}

/** `using name = type;` declares a type; `using namespace x;` nothing. */
function readUsing(context: Context, typedefs: Token[]): void {
  const keyword = context.next();
  const name = context.peek();
  if (name.kind === 'name' && context.is('=', 1)) {
    context.next();
    context.next();
    const type = context.grammar.typeName(context);
    context.expect(';');
    context.scope.addTypedef(name, type);
    typedefs.push(name);
    return;
  }
  skipDeclaration(context, keyword, NO_DATA);
}

/** A macro call or a constructor: `MODULE(x);`, `name::name() { ... }`. */
function skipNoType(context: Context, start: Token): void {
  const token = context.peek();
  if (token.kind !== 'name') {
    throw failureOn(cSyntax, token, { expected: 'a declaration', found: describeToken(token) });
  }
  if (!context.is('(', 1) && !context.is('::', 1) && !context.is('~', 1)) {
    const hint = `if '${token.text}' is a macro, define it (-D '${token.text}='), or preprocess the text with gcc -E`;
    throw failureOn(cSyntax, token, { expected: 'a declaration', found: describeToken(token), hint });
  }
  const hint = context.is('(', 1) ? `a use of '${token.text}', which is not defined` : NO_DATA;
  context.next();
  if (context.is('(')) skipBalanced(context);
  context.skipped.push({ token: start, what: hint });
  doubtPacking(context, token);
  if (context.is('{')) skipBalanced(context);
  context.take(';');
}

function readDeclarators(context: Context, specifiers: Specifiers, type: DataType, typedefs: Token[]): void {
  for (;;) {
    const declarator = context.grammar.declarator(context, type);
    if (specifiers.storage.has('typedef')) {
      addTypedef(context, specifiers, declarator);
      if (declarator.name !== null) typedefs.push(declarator.name);
    } else if (declarator.type.kind === 'function') {
      skipDeclaration(context, specifiers.first, 'a function', true);
      return;
    } else {
      readVariable(context, specifiers, declarator);
    }
    if (context.take(',')) continue;
    context.expect(';', ' behind a declaration');
    return;
  }
}

function addTypedef(context: Context, specifiers: Specifiers, { name, type, attributes }: Declarator): void {
  if (name === null) {
    throw failureOn(cSyntax, context.peek(), { expected: "the typedef's name", found: describeToken(context.peek()) });
  }
  const { alignedTo, refusal } = joined(specifiers.attributes, attributes);
  const own = type.kind === 'record' || type.kind === 'enum' ? type.definition : null;
  if (own !== null) own.name ??= name.text;
  if (refusal !== null) context.scope.addTypedef(name, { kind: 'refused', error: refusal });
  else context.scope.addTypedef(name, alignedTo === null ? type : { ...type, alignedTo });
}

/** A variable holds no bytes of a record; the value of a constant integer may be a dimension. */
function readVariable(context: Context, specifiers: Specifiers, { name, type }: Declarator): void {
  checkForgottenMacro(context, specifiers, name);
  checkForgottenAttribute(context, specifiers, name, type);
  const isConstant = specifiers.isConst || specifiers.storage.has('constexpr');
  const isInteger = type.kind === 'integer' || type.kind === 'enum';
  if (context.is('=') && name !== null && isConstant && isInteger) {
    context.next();
    const value = context.grammar.constant(context);
    if (value.problem === undefined) context.scope.addConstant(name, value);
  }
  if (context.is('=') || context.is('{') || context.is('(')) skipTo(context, ',', ';');
}

/** `struct x { ... } PACKED;` declares a variable named PACKED, unless that is a macro somebody forgot. */
function checkForgottenMacro(context: Context, { defined, first }: Specifiers, name: Token | null): void {
  if (defined === null || name === null || !/pack|align|attr/i.test(name.text) || isText(context.peek(), '=')) return;
  const hint = `if '${name.text}' is an attribute, define it: -D '${name.text}=__attribute__((packed))'`;
  const error = failureOn(cSyntax, name, { expected: "';'", found: describeToken(name), hint });
  for (const definition of context.defined) refuse(context, definition, error);
  if (context.defined.length === 0)
    throw failureOn(cSyntax, first, { expected: 'a declaration', found: describeToken(first) });
}

/** `struct PACKED x { ... }` would be a variable `x` of type `struct PACKED`, unless that is a macro somebody forgot. */
function checkForgottenAttribute(context: Context, { first }: Specifiers, name: Token | null, type: DataType): void {
  if (name === null || type.kind !== 'record' || type.definition.body !== null || !context.is('{')) return;
  const macro = type.definition.tag ?? '';
  const hint = `if '${macro}' is an attribute, define it: -D '${macro}=__attribute__((packed))'`;
  const error = failureOn(cUnknownAttribute, type.definition.place, { attribute: macro, hint });
  const word = first.text === 'union' ? 'union' : 'struct';
  context.scope.tagged(word, name).definition.error ??= error;
  throw error;
}

/** Passes a declaration that is no data, with its body. */
function skipDeclaration(context: Context, token: Token, what: string, hasParameters = false): void {
  context.skipped.push({ token, what });
  if (passDeclaration(context, hasParameters)) return;
  throw failureOn(cSyntax, token, { expected: 'a declaration', found: 'one that has no end' });
}

/** Words with parentheses that are no parameters. */
const NO_PARAMETERS = /^(?:__attribute__|__attribute|__declspec|_declspec|_Alignas|alignas|typeof|__typeof__)$/;

/**
 * Moves behind a declaration: its `;`, or the body of a function (whose parameters may have been passed already). Says
 * whether it has an end.
 */
function passDeclaration(cursor: TokenCursor, hasParameters = false): boolean {
  let isFunction = hasParameters;
  for (let token = cursor.peek(); token.kind !== 'end'; token = cursor.peek()) {
    if (isText(token, '}')) return true;
    if (isText(token, '(')) {
      isFunction ||= !NO_PARAMETERS.test(cursor.previous.text);
      if (!passBalanced(cursor)) return false;
    } else if (isText(token, '{')) {
      if (!passBalanced(cursor)) return false;
      if (isFunction) {
        cursor.take(';');
        return true;
      }
    } else {
      cursor.next();
      if (isText(token, ';')) return true;
      if (isText(token, '=')) isFunction = false;
    }
  }
  return false;
}

/** Goes on behind a declaration that was refused. When it has no end, with the next line that looks like one. */
function recover(context: Context, start: number): void {
  const scout = new TokenCursor(context.tokens);
  scout.position = start;
  if (!passDeclaration(scout)) {
    scout.position = start;
    do scout.next();
    while (scout.peek().kind !== 'end' && !startsDeclaration(scout.peek()));
  }
  context.charge(scout.steps);
  context.position = start;
  while (context.position < scout.position) context.next(); // pragmas on the way are obeyed
}

/** A macro that is not defined, and by its name may set the packing of what follows. */
function doubtPacking(context: Context, token: Token | undefined): void {
  if (token?.kind !== 'name' || !/pack|align|pragma|begin|push/i.test(token.text)) return;
  if (context.scope.typeNamed(token.text) !== null || context.packing.problem !== null) return;
  const hint = `define it: -D '${token.text}=', or -D '${token.text}=_Pragma("pack(push, 1)")', or preprocess with gcc -E`;
  context.packing.problem = failureOn(cUnknownAttribute, token, { attribute: token.text, hint });
}

function startsDeclaration({ startsLine, text }: Token): boolean {
  return startsLine && /^(?:typedef|struct|union|enum)$/.test(text);
}

/** Refuses what a declaration defined when a missing header may have changed it. */
function refuseUndecided(context: Context, start: number, typedefs: readonly Token[]): void {
  const undecided = firstUndecided(context, start);
  if (undecided === null || (context.defined.length === 0 && typedefs.length === 0)) return;
  const error = undecidedError(undecided);
  for (const definition of context.defined) refuse(context, definition, error);
  for (const name of typedefs) context.scope.typedefs.set(name.text, { kind: 'refused', error });
}

function firstUndecided(context: Context, start: number): Undecided | null {
  for (let at = start; at < context.position; at++) {
    const token = context.tokens[at];
    const found = token?.undecided ?? (at > start ? token?.undecidedGap : null);
    if (found) return found;
  }
  return null;
}

function undecidedError({ name, include, token }: Undecided): StructwireError {
  const hint = `give the header (--include), or say what it is: -D ${name}=VALUE, or -U ${name} (defines: { ${name}: false })`;
  return failureOn(cUndecided, token, { name, include, hint });
}
