import { cPreprocessor, cSyntax } from '../../errors/c-errors.ts';
import { type Constant, carried, constant } from '../constant/constant.ts';
import { type Operands, parseConditional } from '../constant/expression.ts';
import { characterLiteral, type IntegerWidths, integerLiteral } from '../constant/literal.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken, isText, type Token, type Undecided } from '../text/token.ts';
import { TokenCursor } from '../text/token-cursor.ts';
import { endToken } from '../text/tokenize.ts';
import { isKnownAttribute } from '../types/attribute-names.ts';

/** What a condition asks of the preprocessor. */
export interface ConditionNames {
  readonly isDefined: (name: string) => boolean;
  /** The open question that a name without definition is, if it is one. */
  readonly openQuestion: (token: Token) => Undecided | null;
  readonly hasHeader: (name: string) => boolean;
  readonly expand: (tokens: readonly Token[]) => Token[];
  readonly isCharSigned: boolean;
}

/** The outcome of `#if`. */
export interface Outcome {
  readonly isTrue: boolean;
  readonly undecided: Undecided | null;
}

const BITS = 64;

/** Computes the condition of `#if` or `#elif` (C11 6.10.1); `directive` is that word. */
export function evaluateCondition(directive: Token, line: readonly Token[], names: ConditionNames): Outcome {
  const asked = answerQuestions(line, names);
  const tokens = [...names.expand(asked), endToken(directive.source)];
  if (tokens.length === 1)
    throw failureOn(cPreprocessor, directive, { problem: `#${directive.text} needs a condition` });
  const cursor = new TokenCursor(tokens);
  const widths: IntegerWidths = {
    int: BITS,
    long: BITS,
    longlong: BITS,
    isCharSigned: names.isCharSigned,
    wideChar: { bits: 32, isUnsigned: false },
  };
  const operands: Operands = { cursor, intBits: BITS, unary: () => unary(cursor, operands, widths, names) };
  const value = parseConditional(operands);
  const rest = cursor.peek();
  if (rest.kind !== 'end') {
    throw failureOn(cSyntax, rest, { expected: `the end of the #${directive.text}`, found: describeToken(rest) });
  }
  if (value.problem !== undefined) throw value.problem;
  return { isTrue: value.value !== 0n, undecided: value.undecided ?? null };
}

/** Puts numbers for `defined X`, `__has_include(...)`, `__has_attribute(...)`, which are asked before macros are replaced. */
function answerQuestions(line: readonly Token[], names: ConditionNames): Token[] {
  const result: Token[] = [];
  for (let at = 0; at < line.length; at++) {
    const token = line[at] as Token; // below the length
    if (isText(token, 'defined')) {
      const isCall = isText(line[at + 1], '(');
      const name = line[at + (isCall ? 2 : 1)];
      if (name?.kind !== 'name') throw failureOn(cPreprocessor, token, { problem: "'defined' needs a name" });
      at += isCall ? 3 : 1;
      const open = names.isDefined(name.text) ? null : names.openQuestion(name);
      result.push({ ...token, kind: 'number', text: names.isDefined(name.text) ? '1' : '0', undecided: open });
    } else if (/^__has_\w+$/.test(token.text) && isText(line[at + 1], '(')) {
      const open = at + 2;
      do at++;
      while (at < line.length && !isText(line[at], ')'));
      const inner = line.slice(open, at);
      result.push({ ...token, kind: 'number', text: hasFeature(token, inner, names) ? '1' : '0', undecided: null });
    } else {
      result.push(token);
    }
  }
  return result;
}

function hasFeature(question: Token, inner: readonly Token[], names: ConditionNames): boolean {
  const text = inner.map((token) => token.text).join('');
  if (question.text.startsWith('__has_include')) return names.hasHeader(text.slice(1, -1));
  return /attribute/.test(question.text) && isKnownAttribute(text.replace(/^.*::/, ''));
}

function unary(cursor: TokenCursor, operands: Operands, widths: IntegerWidths, names: ConditionNames): Constant {
  return cursor.nest(() => {
    const token = cursor.next();
    if (token.kind === 'number') {
      const value = { ...integerLiteral(token, widths) };
      return token.undecided === null ? value : { ...value, undecided: token.undecided };
    }
    if (token.kind === 'character') return characterLiteral(token, widths);
    if (token.kind === 'name') return named(token, names);
    if (isText(token, '(')) {
      const value = parseConditional(operands);
      cursor.expect(')');
      return value;
    }
    const sign = SIGNS[token.kind === 'punctuator' ? token.text : ''];
    if (sign === undefined) {
      throw failureOn(cSyntax, token, { expected: 'a value', found: describeToken(token) });
    }
    const operand = unary(cursor, operands, widths, names);
    return { ...constant(sign(operand.value), BITS, operand.isUnsigned), ...carried(operand) };
  });
}

/** A name that is no macro is 0 (C11 6.10.1p4); a function-like one that is called is a mistake. */
function named(token: Token, names: ConditionNames): Constant {
  if (token.text === 'true') return constant(1n, BITS, false);
  const value = constant(0n, BITS, false);
  const undecided = names.openQuestion(token);
  return undecided === null ? value : { ...value, undecided };
}

const SIGNS: Readonly<Record<string, (value: bigint) => bigint>> = {
  '+': (value) => value,
  '-': (value) => -value,
  '~': (value) => ~value,
  '!': (value) => (value === 0n ? 1n : 0n),
};
