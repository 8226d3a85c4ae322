import type { TokenCursor } from '../text/token-cursor.ts';
import { binary, type Constant, choose } from './constant.ts';

/** What an expression is made of, besides the operators between two operands and `?:`. */
export interface Operands {
  readonly cursor: TokenCursor;
  /** Width of `int` in bits. */
  readonly intBits: number;
  /** Reads an operand with its prefixes: `-x`, `~(a + b)`, `sizeof t`. */
  readonly unary: () => Constant;
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

/** Reads a conditional expression (C11 6.5.15), which is what a constant expression is. */
export function parseConditional(operands: Operands): Constant {
  const { cursor, intBits } = operands;
  return cursor.nest(() => {
    const condition = parseBinary(operands, 1);
    if (!cursor.take('?')) return condition;
    const yes = cursor.is(':') ? condition : parseConditional(operands); // `a ?: b` is GNU C for `a ? a : b`
    cursor.expect(':', " of '?'");
    return choose(condition, yes, parseConditional(operands), intBits);
  });
}

function parseBinary(operands: Operands, lowest: number): Constant {
  let left = operands.unary();
  for (;;) {
    const operator = operands.cursor.peek();
    const precedence = operator.kind === 'punctuator' ? (PRECEDENCE[operator.text] ?? 0) : 0;
    if (precedence < lowest) return left;
    operands.cursor.next();
    left = binary(operator, left, parseBinary(operands, precedence + 1), operands.intBits);
  }
}
