import { cBadDeclaration, cLimit, cNotSupported } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { isText, type Token } from '../text/token.ts';
import { pointerTo } from '../types/basic-types.ts';
import { alignOf, type DataType, refusalOf, sizeOf } from '../types/data-type.ts';
import { joined, NO_ATTRIBUTES } from './attributes.ts';
import type { Attributes, Context, Declarator } from './context.ts';
import { skipBalanced } from './skip.ts';
import { isReserved } from './specifiers.ts';

/** Objects beyond this many bytes are refused: their offsets in bits would be no exact numbers. */
const LARGEST_SIZE = 2 ** 47;

/** Arrays of arrays beyond this depth are refused; C compilers promise 12 dimensions. */
const MOST_DIMENSIONS = 64;

/** Elements without bytes that one array may have: nothing else limits them. */
const MOST_EMPTY_ELEMENTS = 65_536;

/** A declarator before its base type is known: from outside in. */
interface Shape {
  readonly name: Token | null;
  readonly build: (base: DataType) => DataType;
  readonly attributes: Attributes;
}

const QUALIFIER =
  /^(?:const|__const|__const__|volatile|__volatile__|restrict|__restrict|__restrict__|_Nonnull|_Nullable)$/;
const CALLING_CONVENTION = /^(?:__stdcall|__cdecl|__fastcall|_stdcall|_cdecl|WINAPI|CALLBACK|APIENTRY|STDCALL)$/;

/** Reads `*name[3]`, `(*name)(int)` or, for a cast, the same without a name. */
export function readDeclarator(context: Context, base: DataType): Declarator {
  const shape = readShape(context);
  return { name: shape.name, type: shape.build(base), attributes: shape.attributes };
}

function readShape(context: Context): Shape {
  return context.nest(() => {
    const wrap = readPointers(context);
    const inner = readDirect(context);
    const suffixes: ((type: DataType) => DataType)[] = [];
    for (;;) {
      if (context.is('[') && !context.is('[', 1)) suffixes.push(readDimension(context));
      else if (context.is('(')) suffixes.push(readParameters(context));
      else break;
    }
    const attributes = joined(inner.attributes, readTrailing(context));
    const build = (base: DataType): DataType =>
      inner.build(suffixes.reduceRight((type, suffix) => suffix(type), wrap(base)));
    return { name: inner.name, build, attributes };
  });
}

/** `*`, `* const`, and the `&` of C++. */
function readPointers(context: Context): (base: DataType) => DataType {
  const makers: ((base: DataType) => DataType)[] = [];
  for (;;) {
    const token = context.peek();
    if (isText(token, '*') || isText(token, '^')) {
      context.next();
      makers.push((base) => pointerTo(context.abi, base));
    } else if (isText(token, '&') || isText(token, '&&')) {
      context.next();
      const error = failureOn(cNotSupported, token, { what: 'a C++ reference', hint: 'declare it as a pointer' });
      makers.push(() => ({ kind: 'refused', error }));
    } else if (token.kind === 'name' && (QUALIFIER.test(token.text) || CALLING_CONVENTION.test(token.text))) {
      context.next();
    } else if (makers.length === 0) {
      break;
    } else {
      const before = context.position;
      const { refusal, alignedTo, isPacked } = context.grammar.attributes(context);
      if (context.position === before) break;
      if (refusal !== null) throw refusal;
      if (alignedTo !== null || isPacked)
        throw failureOn(cNotSupported, token, { what: 'this attribute of a pointer' });
    }
  }
  return (base) => makers.reduce((type, make) => make(type), base);
}

/** The name, or a declarator in parentheses. */
function readDirect(context: Context): Shape {
  const token = context.peek();
  if (isText(token, '(') && context.is('::', 2)) {
    throw failureOn(cNotSupported, token, {
      what: 'a pointer to a member',
      hint: 'its size is that of the compiler alone',
    });
  }
  if (isText(token, '(') && isNested(context)) {
    context.next();
    const { refusal, alignedTo, isPacked } = context.grammar.attributes(context); // a calling convention
    if (refusal !== null) throw refusal;
    if (alignedTo !== null || isPacked) throw failureOn(cNotSupported, token, { what: 'this attribute of a pointer' });
    const inner = readShape(context);
    context.expect(')');
    return inner;
  }
  const attributes = context.grammar.attributes(context);
  const next = context.peek();
  const name = next.kind === 'name' && !isReserved(next.text) ? context.next() : null;
  return { name, build: (base) => base, attributes };
}

/** Whether `(` begins a declarator and not parameters. */
function isNested(context: Context): boolean {
  const second = context.peek(1);
  if (second.kind === 'punctuator') return ['*', '^', '&', '('].includes(second.text);
  if (second.kind !== 'name') return false;
  if (CALLING_CONVENTION.test(second.text) || second.text.startsWith('__attribute')) return true;
  return !context.grammar.startsType(context, 1) && (context.is(')', 2) || context.is('[', 2));
}

/** `[3]`, `[]`, `[N + 1]`. */
function readDimension(context: Context): (type: DataType) => DataType {
  const open = context.next();
  while (['static', 'const', 'restrict', 'volatile'].includes(context.peek().text)) context.next();
  if (context.take(']')) return (element) => arrayOf(open, element, null);
  const { value, problem } = context.grammar.constant(context);
  context.expect(']', " after the array's dimension");
  if (problem !== undefined) {
    return () => ({ kind: 'refused', error: problem });
  }
  return (element) => arrayOf(open, element, value);
}

function arrayOf(open: Token, element: DataType, count: bigint | null): DataType {
  const refuse = (problem: string): DataType => ({
    kind: 'refused',
    error: failureOn(cBadDeclaration, open, { problem }),
  });
  const limited = (what: string, limit: number): DataType => ({
    kind: 'refused',
    error: failureOn(cLimit, open, { what, limit }),
  });
  if (count !== null && count < 0n) return refuse(`an array of ${count} elements`);
  if (dimensionsOf(element) >= MOST_DIMENSIONS) return limited('dimensions', MOST_DIMENSIONS);
  const refusal = refusalOf(element);
  if (refusal !== null) return { kind: 'refused', error: refusal };
  const size = sizeOf(element);
  if (size === null) return refuse('an array of something without a size');
  if (count !== null && count * BigInt(Math.max(size, 1)) > LARGEST_SIZE) {
    return limited('bytes in one object', LARGEST_SIZE);
  }
  if (size === 0 && count !== null && count > MOST_EMPTY_ELEMENTS) {
    return limited('elements without bytes', MOST_EMPTY_ELEMENTS);
  }
  if (size % alignOf(element) !== 0) return refuse('the elements are aligned to more than their size');
  return { kind: 'array', element, count: count === null ? null : Number(count) };
}

function dimensionsOf(type: DataType): number {
  let count = 0;
  for (let element = type; element.kind === 'array'; element = element.element) count++;
  return count;
}

function readParameters(context: Context): (type: DataType) => DataType {
  const hasParameters = startsParameter(context);
  skipBalanced(context);
  while (['const', 'volatile', 'noexcept', 'override', 'final'].includes(context.peek().text)) context.next();
  return () => ({ kind: 'function', hasParameters });
}

/** Whether nothing, `void`, a type, or two words that may be a type and a name stand behind the `(` that comes next. */
function startsParameter(context: Context): boolean {
  const first = context.peek(1);
  if (isText(first, ')') || isText(first, '...') || context.grammar.startsType(context, 1)) return true;
  const second = context.peek(2);
  return first.kind === 'name' && (second.kind === 'name' || ['*', '&', '::', '<'].includes(second.text));
}

/** Attributes and `__asm__("name")` behind a declarator. */
function readTrailing(context: Context): Attributes {
  let found = NO_ATTRIBUTES;
  for (;;) {
    const before = context.position;
    found = joined(found, context.grammar.attributes(context));
    if (/^(?:asm|__asm|__asm__)$/.test(context.peek().text) && context.is('(', 1)) {
      context.next();
      skipBalanced(context);
    }
    if (context.position === before) return found;
  }
}
