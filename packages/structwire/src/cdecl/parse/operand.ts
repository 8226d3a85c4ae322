import { cBadDeclaration, cSyntax, cUnknownName } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import { type Constant, carried, constant, invalid, promoted } from '../constant/constant.ts';
import { type Operands, parseConditional } from '../constant/expression.ts';
import { characterLiteral, integerLiteral, stringElementBits, stringLength } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, isText, type Token } from '../text/token.ts';
import { charType, pointerTo, sizedInteger } from '../types/basic-types.ts';
import { alignOf, type DataType, innermost, refusalOf, sizeOf } from '../types/data-type.ts';
import { memberNamed } from '../types/member-named.ts';
import type { Context } from './context.ts';
import { skipBalanced } from './skip.ts';

/** An operand: a constant, or something with a type and perhaps a place whose value nobody needs. */
interface Operand extends Constant {
  readonly type?: DataType;
  /** Its address in bytes, where that is a constant: `((struct x *)0)->y`. */
  readonly address?: bigint;
}

/** Reads a constant expression. */
export function readConstant(context: Context): Constant {
  const operands: Operands = { cursor: context, intBits: context.intBits, unary: () => readUnary(context, operands) };
  return parseConditional(operands);
}

/** Reads an operand whose type alone counts. */
export function readOperandType(context: Context): DataType {
  const operands: Operands = { cursor: context, intBits: context.intBits, unary: () => readUnary(context, operands) };
  return typeOfOperand(context, parseConditional(operands));
}

function readUnary(context: Context, operands: Operands): Operand {
  return context.nest(() => {
    const token = context.peek();
    const prefix = token.kind === 'name' || token.kind === 'punctuator' ? PREFIXES.get(token.text) : undefined;
    if (prefix !== undefined) {
      context.next();
      return prefix(context, operands, token);
    }
    if (isText(token, '(') && context.grammar.startsType(context, 1)) return readCast(context, operands);
    return readPostfix(context, operands);
  });
}

type ReadPrefix = (context: Context, operands: Operands, operator: Token) => Operand;

const sign =
  (compute: (value: bigint) => bigint): ReadPrefix =>
  (context, operands) => {
    const operand = promoted(readUnary(context, operands), context.intBits);
    return { ...constant(compute(operand.value), operand.bits, operand.isUnsigned), ...carried(operand) };
  };

const not: ReadPrefix = (context, operands) => {
  const operand = readUnary(context, operands);
  return { ...constant(operand.value === 0n ? 1n : 0n, context.intBits, false), ...carried(operand) };
};

const addressOf: ReadPrefix = (context, operands, operator) => {
  const operand = readUnary(context, operands);
  if (operand.type === undefined || operand.address === undefined) return notConstant(context, operator);
  const type = pointerTo(context.abi, operand.type);
  return { ...constant(operand.address, 8 * context.abi.size.pointer, true), type };
};

const target: ReadPrefix = (context, operands, operator) => {
  const operand = readUnary(context, operands);
  if (operand.type?.kind === 'pointer') return place(context, operator, operand.type.target, operand.value);
  if (operand.type?.kind === 'array') return place(context, operator, operand.type.element, operand.address);
  return notConstant(context, operator);
};

const sizeOperator: ReadPrefix = (context, operands, operator) => {
  const type = readSubject(context, operands);
  return sizeConstant(context, sizeOf(type), type, operator);
};

const alignOperator: ReadPrefix = (context, operands, operator) => {
  const type = readSubject(context, operands);
  return sizeConstant(context, alignAskedFor(context, type, operator), type, operator);
};

const offsetOperator: ReadPrefix = (context, operands, operator) => {
  context.expect('(');
  const type = context.grammar.typeName(context);
  context.expect(',');
  noteAsked(context, type);
  let member = stepInto(context, place(context, operator, type, 0n), context.next());
  member = readSteps(context, operands, member);
  context.expect(')');
  if (member.address === undefined) return notConstant(context, operator, member.problem);
  return sizeConstant(context, Number(member.address), type, operator);
};

const PREFIXES: ReadonlyMap<string, ReadPrefix> = new Map<string, ReadPrefix>([
  ['+', sign((value) => value)],
  ['-', sign((value) => -value)],
  ['~', sign((value) => ~value)],
  ['!', not],
  ['&', addressOf],
  ['*', target],
  ['__extension__', (context, operands) => readUnary(context, operands)],
  ['sizeof', sizeOperator],
  ...['_Alignof', 'alignof', '__alignof__', '__alignof'].map((name) => [name, alignOperator] as const),
  ...['offsetof', '__builtin_offsetof'].map((name) => [name, offsetOperator] as const),
]);

/** What `sizeof` and its like are about: a type in parentheses, or an operand. */
function readSubject(context: Context, operands: Operands): DataType {
  if (!context.is('(') || !context.grammar.startsType(context, 1)) {
    return typeOfOperand(context, readUnary(context, operands));
  }
  context.next();
  const type = context.grammar.typeName(context);
  context.expect(')');
  noteAsked(context, type);
  if (context.is('{')) skipBalanced(context); // a compound literal: its type alone counts
  return type;
}

function typeOfOperand(context: Context, operand: Operand): DataType {
  if (operand.type !== undefined) {
    noteAsked(context, operand.type);
    return operand.type;
  }
  if (operand.problem !== undefined) throw operand.problem;
  const size = (operand.bits / 8) as 1 | 2 | 4 | 8; // integers have 8 to 64 bits
  return sizedInteger(context.abi, size, !operand.isUnsigned);
}

/** Remembers which records a static assertion asks about. */
function noteAsked(context: Context, type: DataType): void {
  const subject = innermost(type);
  if (subject.kind === 'record') context.asked.push(subject.definition);
}

/** GNU's `__alignof__` gives the preferred alignment, which on i386 is not the one inside a struct. */
function alignAskedFor(context: Context, type: DataType, operator: Token): number {
  const element = innermost(type);
  const isWide = (element.kind === 'integer' || element.kind === 'float') && element.size === 8;
  const prefersMore = context.abi.name === 'i386' && isWide && element.alignedTo === undefined;
  return prefersMore && operator.text.startsWith('__') ? 8 : alignOf(type);
}

/** A `size_t`. */
function sizeConstant(context: Context, bytes: number | null, type: DataType, operator: Token): Operand {
  const bits = 8 * context.abi.size.size;
  const refusal = refusalOf(type);
  if (refusal !== null) return invalid(refusal, bits);
  if (bytes !== null) return constant(BigInt(bytes), bits, true);
  return invalid(
    failureOn(cBadDeclaration, operator, { problem: `${operator.text} of something without a size` }),
    bits,
  );
}

/** `(type) value`. */
function readCast(context: Context, operands: Operands): Operand {
  const open = context.next();
  const type = context.grammar.typeName(context);
  context.expect(')');
  if (context.is('{')) {
    skipBalanced(context);
    return readSteps(context, operands, place(context, open, type, undefined));
  }
  const operand = readUnary(context, operands);
  const bare = innermost(type);
  const integer =
    bare.kind === 'enum' ? (bare.definition.body?.integer ?? null) : bare.kind === 'integer' ? bare : null;
  if (type.kind === 'pointer') {
    return { ...constant(operand.value, 8 * type.size, true), ...carried(operand), type };
  }
  if (integer === null || type.kind === 'array') return { ...notConstant(context, open), type };
  const value = integer.isBoolean ? BigInt(operand.value !== 0n) : operand.value;
  return { ...constant(value, 8 * integer.size, !integer.isSigned), ...carried(operand), type };
}

/** A literal, a name or an expression in parentheses, with what is behind it: `.x`, `->x`, `[3]`. */
function readPostfix(context: Context, operands: Operands): Operand {
  const token = context.next();
  return readSteps(context, operands, readPrimary(context, operands, token));
}

function readPrimary(context: Context, operands: Operands, token: Token): Operand {
  switch (token.kind) {
    case 'number':
      return /^0[xX]/.test(token.text) || !/[.eEpP]/.test(token.text)
        ? integerLiteral(token, context.widths)
        : notConstant(context, token);
    case 'character': // its size is that of an `int` in C, and that of a `char` in C++
      return { ...characterLiteral(token, context.widths), type: { kind: 'refused', error: withoutType(token) } };
    case 'string':
      return readString(context, token);
    case 'name':
      return readName(context, token);
    default: {
      if (!isText(token, '(')) throw failureOn(cSyntax, token, { expected: 'a value', found: describeToken(token) });
      const value = parseConditional(operands);
      context.expect(')');
      return value;
    }
  }
}

/** Strings side by side are one; a prefix of one of them is that of all. */
function readString(context: Context, first: Token): Operand {
  const { abi, widths } = context;
  const parts = [first];
  while (context.peek().kind === 'string') parts.push(context.next());
  const bits = parts.reduce<number | null>((found, part) => found ?? stringElementBits(part, widths), null);
  const count = parts.reduce((sum, part) => sum + stringLength(part, bits ?? 8), 1);
  const element = bits === null ? charType(abi) : sizedInteger(abi, (bits / 8) as 1 | 2 | 4, false); // 8, 16 or 32 bits
  return { ...notConstant(context, first), type: { kind: 'array', element, count } };
}

function readName(context: Context, name: Token): Operand {
  let last = name;
  while (context.is('::') && context.peek(1).kind === 'name') {
    context.next();
    last = context.next();
  }
  const known = context.scope.constants.get(last.text);
  if (known !== undefined) return known;
  const word = WORDS.get(last.text);
  if (word !== undefined) return { ...word, type: { kind: 'refused', error: withoutType(last) } };
  const isCall = context.is('(');
  if (isCall) skipBalanced(context);
  const hint = isCall
    ? `if '${last.text}' is a macro, define it (-D '${last.text}(x)=...')`
    : `${context.scope.meant(last.text, 'constants')}define it before, or with -D ${last.text}=VALUE`;
  return invalid(failureOn(cUnknownName, last, { name: last.text, hint }), context.intBits);
}

/** `sizeof(true)` is that of an `int`, or that of a `bool`, by the language and its year. */
function withoutType(token: Token): StructwireError {
  return failureOn(cBadDeclaration, token, {
    problem: `what type ${describeToken(token)} has depends on the compiler`,
  });
}

const WORDS: ReadonlyMap<string, Constant> = new Map([
  ['true', constant(1n, 16, false)],
  ['false', constant(0n, 16, false)],
  ['NULL', constant(0n, 16, false)],
  ['nullptr', constant(0n, 16, false)],
]);

function readSteps(context: Context, operands: Operands, start: Operand): Operand {
  let operand = start;
  for (;;) {
    const operator = context.peek();
    if (isText(operator, '.')) {
      context.next();
      operand = stepInto(context, operand, context.next());
    } else if (isText(operator, '->')) {
      context.next();
      const from =
        operand.type?.kind === 'pointer' ? place(context, operator, operand.type.target, operand.value) : operand;
      operand = stepInto(context, from, context.next());
    } else if (isText(operator, '[')) {
      context.next();
      const index = parseConditional(operands);
      context.expect(']');
      operand = stepTo(context, operator, operand, index);
    } else {
      return operand;
    }
  }
}

/** A member of a struct or union. */
function stepInto(context: Context, from: Operand, name: Token): Operand {
  if (from.type?.kind !== 'record') return notConstant(context, name, from.problem);
  noteAsked(context, from.type);
  const found = memberNamed(from.type.definition, name.text);
  if (found === null) {
    const refusal = refusalOf(from.type);
    const problem = `no member is named '${name.text}'`;
    return notConstant(context, name, refusal ?? failureOn(cBadDeclaration, name, { problem }));
  }
  const { member, bitOffset } = found;
  if (member.bitWidth !== null) return { ...notConstant(context, name), type: member.type };
  const address = from.address === undefined ? undefined : from.address + BigInt(bitOffset / 8);
  return place(context, name, member.type, address);
}

/** An element of an array, or what a pointer with an index points to. */
function stepTo(context: Context, operator: Token, from: Operand, index: Constant): Operand {
  const isArray = from.type?.kind === 'array';
  const element =
    from.type?.kind === 'array' ? from.type.element : from.type?.kind === 'pointer' ? from.type.target : null;
  const size = element === null ? null : sizeOf(element);
  if (element === null || size === null) return notConstant(context, operator);
  const start = isArray ? from.address : from.value;
  const isKnown = start !== undefined && index.problem === undefined;
  return place(context, operator, element, isKnown ? start + index.value * BigInt(size) : undefined);
}

/** Something at an address; its value is not known. */
function place(context: Context, token: Token, type: DataType, address: bigint | undefined): Operand {
  const at = address === undefined ? {} : { address };
  return { ...notConstant(context, token), type, ...at };
}

function notConstant(context: Context, token: Token, problem = notAConstant(token)): Operand {
  return invalid(problem, context.intBits);
}

function notAConstant(token: Token): Exclude<Constant['problem'], undefined> {
  return failureOn(cBadDeclaration, token, { problem: `${describeToken(token)} makes this no integer constant` });
}
