import { cBadDeclaration } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token, Undecided } from '../text/token.ts';

/** An integer as C computes with it. */
export interface Constant {
  readonly value: bigint;
  /** Width of its type, 8 to 64. */
  readonly bits: number;
  readonly isUnsigned: boolean;
  /** Why it has no value. It counts only where the value is used: not in the branch of `?:` that is not taken. */
  readonly problem?: StructwireError;
  /** The name it depends on and which a missing header may define. */
  readonly undecided?: Undecided;
}

/** A constant of a type; a value beyond it wraps around. */
export function constant(value: bigint, bits: number, isUnsigned: boolean): Constant {
  return { value: wrapped(value, bits, isUnsigned), bits, isUnsigned };
}

/** A constant without a value. */
export function invalid(problem: StructwireError, bits: number): Constant {
  return { value: 0n, bits, isUnsigned: false, problem };
}

function wrapped(value: bigint, bits: number, isUnsigned: boolean): bigint {
  return isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
}

/** Integer promotion (C11 6.3.1.1): what is narrower than `int` becomes one. */
export function promoted(operand: Constant, intBits: number): Constant {
  return operand.bits < intBits ? { ...operand, bits: intBits, isUnsigned: false } : operand;
}

/** `left op right`, after the usual arithmetic conversions (C11 6.3.1.8). `&&` and `||` included. */
export function binary(operator: Token, left: Constant, right: Constant, intBits: number): Constant {
  const op = operator.text;
  if (op === '&&' || op === '||') return logical(op, left, right, intBits);
  const a = promoted(left, intBits);
  const b = promoted(right, intBits);
  const doubts = carried(a, b);
  if (op === '<<' || op === '>>') return { ...shifted(operator, a, b), ...doubts };
  const bits = Math.max(a.bits, b.bits);
  const isUnsigned = (a.bits === bits && a.isUnsigned) || (b.bits === bits && b.isUnsigned);
  const x = wrapped(a.value, bits, isUnsigned);
  const y = wrapped(b.value, bits, isUnsigned);
  const comparison = COMPARISONS[op];
  if (comparison !== undefined) return { ...constant(comparison(x, y) ? 1n : 0n, intBits, false), ...doubts };
  if ((op === '/' || op === '%') && y === 0n) {
    return { ...invalid(failureOn(cBadDeclaration, operator, { problem: 'division by zero' }), bits), ...doubts };
  }
  const compute = ARITHMETIC[op] ?? ((value) => value);
  return { ...constant(compute(x, y), bits, isUnsigned), ...doubts };
}

/** `condition ? yes : no`. */
export function choose(condition: Constant, yes: Constant, no: Constant, intBits: number): Constant {
  const a = promoted(yes, intBits);
  const b = promoted(no, intBits);
  const bits = Math.max(a.bits, b.bits);
  const isUnsigned = (a.bits === bits && a.isUnsigned) || (b.bits === bits && b.isUnsigned);
  const taken = condition.value !== 0n ? a : b;
  return { ...constant(taken.value, bits, isUnsigned), ...carried(condition, taken) };
}

function logical(op: string, left: Constant, right: Constant, intBits: number): Constant {
  const isSettled = (left.value !== 0n) === (op === '||');
  const isTrue = isSettled ? op === '||' : right.value !== 0n;
  // `0 && x` and `1 || x` do not ask what x is.
  const settledByRight =
    right.problem === undefined && right.undecided === undefined && (right.value !== 0n) === (op === '||');
  if (settledByRight && left.problem === undefined) return constant(op === '||' ? 1n : 0n, intBits, false);
  return { ...constant(isTrue ? 1n : 0n, intBits, false), ...(isSettled ? carried(left) : carried(left, right)) };
}

function shifted(operator: Token, left: Constant, right: Constant): Constant {
  if (right.value < 0n || right.value >= BigInt(left.bits)) {
    const problem = `shift by ${right.value} of a value of ${left.bits} bits`;
    return invalid(failureOn(cBadDeclaration, operator, { problem }), left.bits);
  }
  const value = operator.text === '<<' ? left.value << right.value : left.value >> right.value;
  return constant(value, left.bits, left.isUnsigned);
}

/** What makes a result doubtful: the first problem and the first open question of its operands. */
export function carried(...operands: Constant[]): Pick<Constant, 'problem' | 'undecided'> {
  const problem = operands.find((operand) => operand.problem !== undefined)?.problem;
  const undecided = operands.find((operand) => operand.undecided !== undefined)?.undecided;
  return { ...(problem === undefined ? {} : { problem }), ...(undecided === undefined ? {} : { undecided }) };
}

const COMPARISONS: Readonly<Record<string, (x: bigint, y: bigint) => boolean>> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

const ARITHMETIC: Readonly<Record<string, (x: bigint, y: bigint) => bigint>> = {
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '%': (x, y) => x % y,
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '&': (x, y) => x & y,
  '^': (x, y) => x ^ y,
  '|': (x, y) => x | y,
};
