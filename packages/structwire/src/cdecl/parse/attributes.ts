import { cBadDeclaration, cNotSupported, cUnknownAttribute } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import { failureOn } from '../text/failure-at.ts';
import { isText, type Token } from '../text/token.ts';
import { attributeEffect, plainAttributeName } from '../types/attribute-names.ts';
import { alignOf } from '../types/data-type.ts';
import type { Attributes, Context } from './context.ts';
import { skipBalanced } from './skip.ts';

const LARGEST_ALIGNMENT = 2 ** 28;

export const NO_ATTRIBUTES: Attributes = {
  isPacked: false,
  packsNext: false,
  alignedTo: null,
  dialect: null,
  refusal: null,
};

/** What two lists of attributes say together. */
export function joined(a: Attributes, b: Attributes): Attributes {
  if (a === NO_ATTRIBUTES) return b;
  if (b === NO_ATTRIBUTES) return a;
  const aligned = Math.max(a.alignedTo ?? 0, b.alignedTo ?? 0);
  return {
    isPacked: a.isPacked || b.isPacked,
    packsNext: a.packsNext || b.packsNext,
    alignedTo: aligned === 0 ? null : aligned,
    dialect: a.dialect === null || a.dialect === b.dialect ? b.dialect : b.dialect === null ? a.dialect : 'mixed',
    refusal: a.refusal ?? b.refusal,
  };
}

/** Reads the attributes that come now: `__attribute__((...))`, `__declspec(...)`, `_Alignas(...)`, `[[...]]`. */
export function readAttributes(context: Context): Attributes {
  let found = NO_ATTRIBUTES;
  for (;;) {
    const token = context.peek();
    if (token.kind === 'name') {
      const read = READERS.get(token.text);
      if (read === undefined) return found;
      context.next();
      found = joined(found, read(context, token));
    } else if (isText(token, '[') && context.is('[', 1)) {
      context.next();
      context.next();
      found = joined(found, readList(context, ']'));
      context.expect(']');
      context.expect(']');
    } else {
      return found;
    }
  }
}

/**
 * Reads the attributes behind the `}` of a type. `__attribute__` is the type's there; `_Alignas` and `__declspec` are
 * those of what is declared with it, and stay.
 */
export function readBehindBody(context: Context): Attributes {
  let found = NO_ATTRIBUTES;
  for (let token = context.peek(); /^__attribute(?:__)?$/.test(token.text); token = context.peek()) {
    context.next();
    found = joined(found, gnu(context, token));
  }
  return found;
}

type ReadAttribute = (context: Context, keyword: Token) => Attributes;

const gnu: ReadAttribute = (context) => {
  context.expect('(');
  context.expect('(');
  const found = readList(context, ')');
  context.expect(')');
  context.expect(')');
  return found;
};

const alignas: ReadAttribute = (context, keyword) => {
  context.expect('(');
  const bytes = context.grammar.startsType(context)
    ? BigInt(alignOf(context.grammar.typeName(context)))
    : constantValue(context);
  context.expect(')');
  return bytes === 0n ? NO_ATTRIBUTES : { ...NO_ATTRIBUTES, ...alignment(keyword, bytes) };
};

const declspec: ReadAttribute = (context) => {
  context.expect('(');
  let found = NO_ATTRIBUTES;
  while (!context.is(')')) {
    const name = context.next();
    if (name.text === 'align') {
      context.expect('(');
      found = joined(found, { ...NO_ATTRIBUTES, ...alignment(name, constantValue(context)), dialect: 'microsoft' });
      context.expect(')');
    } else if (name.kind !== 'name' && !isText(name, ',')) {
      context.expect(')');
    } else if (name.kind === 'name') {
      if (context.is('(')) skipBalanced(context);
      found = joined(found, withoutArguments(name, name.text));
    }
  }
  context.expect(')');
  return found;
};

const READERS: ReadonlyMap<string, ReadAttribute> = new Map([
  ['__attribute__', gnu],
  ['__attribute', gnu],
  ['__declspec', declspec],
  ['_declspec', declspec],
  ['_Alignas', alignas],
  ['alignas', alignas],
]);

/** `packed, aligned(4), gnu::packed` up to the closing sign. */
function readList(context: Context, close: string): Attributes {
  let found = NO_ATTRIBUTES;
  while (!context.is(close)) {
    if (context.take(',')) continue;
    const name = context.next();
    if (name.kind !== 'name') {
      context.position--;
      context.expect(close);
    }
    found = joined(found, readOne(context, name));
  }
  return found;
}

function readOne(context: Context, name: Token): Attributes {
  let last = name;
  while (context.take('::')) last = context.next();
  const plain = plainAttributeName(last.text);
  if (plain === 'aligned' && context.take('(')) {
    const bytes = constantValue(context);
    context.expect(')');
    return { ...NO_ATTRIBUTES, ...alignment(last, bytes), dialect: 'gnu' };
  }
  if (context.is('(')) skipBalanced(context);
  if (plain === 'aligned') return { ...NO_ATTRIBUTES, alignedTo: context.abi.maxAlign, dialect: 'gnu' };
  return withoutArguments(last, last.text);
}

function withoutArguments(token: Token, name: string): Attributes {
  switch (attributeEffect(name)) {
    case 'packed':
      return { ...NO_ATTRIBUTES, isPacked: true, dialect: 'gnu' };
    case 'armcc_packed':
      return { ...NO_ATTRIBUTES, isPacked: true, packsNext: true, dialect: 'gnu' };
    case 'none':
      return NO_ATTRIBUTES;
    case 'aligned':
    case 'refused':
      return refused(failureOn(cNotSupported, token, { what: `the attribute '${name}'`, hint: REFUSED_HINT }));
    default:
      return refused(
        failureOn(cUnknownAttribute, token, {
          attribute: name,
          hint: `if it does not change the layout, take it out or define it away (-D ${name}=)`,
        }),
      );
  }
}

const REFUSED_HINT = 'it changes the layout: declare what it makes without it, such as an array of bytes';

function refused(refusal: StructwireError): Attributes {
  return { ...NO_ATTRIBUTES, refusal };
}

function constantValue(context: Context): bigint {
  const { value, problem } = context.grammar.constant(context);
  if (problem !== undefined) throw problem;
  return value;
}

function alignment(token: Token, bytes: bigint): Pick<Attributes, 'alignedTo' | 'refusal'> {
  const isPowerOfTwo = bytes > 0n && (bytes & (bytes - 1n)) === 0n;
  if (isPowerOfTwo && bytes <= LARGEST_ALIGNMENT) return { alignedTo: Number(bytes), refusal: null };
  const problem = `an alignment is a power of two up to 2**28, not ${bytes}`;
  return { alignedTo: null, refusal: failureOn(cBadDeclaration, token, { problem }) };
}
