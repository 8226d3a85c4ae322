import { cBadDeclaration, cCompilersDiffer, cNotSupported } from '../../errors/c-errors.ts';
import { binary, type Constant, constant } from '../constant/constant.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';
import { integerType, sizedInteger } from '../types/basic-types.ts';
import type { EnumBody, EnumType, IntegerType } from '../types/data-type.ts';
import { newEnum } from '../types/scope.ts';
import { joined, readBehindBody } from './attributes.ts';
import { documentationOf } from './comments.ts';
import type { Attributes, Context, TypeSpecifier } from './context.ts';
import { guardBody, refuse } from './guard-body.ts';

type Enumerator = EnumBody['names'][number];

/** Reads an enum from behind its keyword on: `enum packed_t { A, B = 3 }`, `enum class mode : uint8_t { ... }`. */
export function readEnumeration(context: Context, keyword: Token): TypeSpecifier {
  if (!context.take('class')) context.take('struct');
  const before = context.grammar.attributes(context);
  const tag = context.peek().kind === 'name' ? context.next() : null;
  const base = context.is(':') && isBase(context) ? readBase(context) : null;
  if (!context.is('{')) {
    const type = tag === null ? newEnum(keyword, null) : context.scope.tagged('enum', tag);
    if (type.kind === 'enum' && base !== null && type.definition.body === null) {
      type.definition.body = { integer: base, names: [] }; // C++: `enum mode : uint8_t;` is complete
    }
    if (tag === null) context.expect('{');
    checkReference(keyword, before);
    return { type, defined: null, isTagOnly: context.is(';') };
  }
  const type = define(context, keyword, tag);
  const { definition } = type;
  guardBody(context, definition, () => {
    const names = readEnumerators(context, base);
    context.expect('}');
    const attributes = joined(before, readBehindBody(context));
    definition.body = { integer: base ?? chooseInteger(context, keyword, names, attributes), names };
  });
  return { type, defined: definition, isTagOnly: true };
}

/** `enum __attribute__((aligned(8))) x`, without a body: Clang aligns what is declared, GCC does not. */
function checkReference(keyword: Token, { alignedTo, isPacked }: Attributes): void {
  if (alignedTo === null && !isPacked) return;
  const what = 'an attribute of an enum that has no body here';
  throw failureOn(cCompilersDiffer, keyword, { what, hint: 'write the attribute where the body is' });
}

function define(context: Context, keyword: Token, tag: Token | null): EnumType {
  const type = tag === null ? newEnum(keyword, null) : context.scope.tagged('enum', tag);
  if (type.kind !== 'enum') return newEnum(keyword, null); // `tagged` gives what the keyword asks for
  const { definition } = type;
  const isOpen = context.defined.includes(definition);
  if (tag !== null && (isOpen || (definition.body !== null && definition.body.names.length > 0))) {
    const problem = `'enum ${tag.text}' is declared ${isOpen ? 'within itself' : 'a second time'}`;
    refuse(context, definition, failureOn(cBadDeclaration, tag, { problem }));
    return newEnum(tag, null);
  }
  return type;
}

/** `: uint8_t` names the integer; in a bit-field, `: 3` is its width. */
function isBase(context: Context): boolean {
  return context.grammar.startsType(context, 1);
}

function readBase(context: Context): IntegerType {
  const colon = context.expect(':');
  const type = context.grammar.typeName(context);
  if (type.kind === 'integer') return type;
  throw failureOn(cBadDeclaration, colon, { problem: 'an enum is based on an integer type' });
}

function readEnumerators(context: Context, base: IntegerType | null): Enumerator[] {
  context.expect('{');
  const names: Enumerator[] = [];
  const one = constant(1n, context.intBits, false);
  let value: Constant = constant(0n, context.intBits, false);
  while (!context.is('}')) {
    const first = context.position;
    const name = context.next();
    if (name.kind !== 'name') {
      context.position--;
      context.expect('}', ' or a name');
    }
    const { refusal } = context.grammar.attributes(context);
    if (refusal !== null) throw refusal;
    const equals = context.peek();
    if (context.take('=')) value = context.grammar.constant(context);
    if (value.problem !== undefined) throw value.problem;
    if (base !== null) value = constant(value.value, 8 * base.size, !base.isSigned);
    context.scope.addConstant(name, value);
    const hasMore = context.take(',');
    const { doc } = documentationOf(context, first, context.position - 1);
    names.push({ name: name.text, value: value.value, ...(doc === undefined ? {} : { doc }) });
    if (!hasMore) break;
    value = next(context, equals, value, one);
  }
  return names;
}

/** One more than the last; what no longer fits its type becomes wider. */
function next(context: Context, token: Token, value: Constant, one: Constant): Constant {
  const plus = { ...token, kind: 'punctuator', text: '+' } as const;
  const sum = binary(plus, value, one, context.intBits);
  return sum.value > value.value ? sum : constant(value.value + 1n, 64, value.value >= 2n ** 63n - 1n);
}

/** The integer that holds an enum: at least an `int`, unless it is packed or the platform's enums are short. */
function chooseInteger(
  context: Context,
  keyword: Token,
  names: readonly Enumerator[],
  { isPacked, alignedTo, refusal }: Attributes,
): IntegerType {
  if (refusal !== null) throw refusal;
  if (alignedTo !== null) throw failureOn(cNotSupported, keyword, { what: "'aligned' on an enum" });
  const { abi } = context;
  const low = names.reduce((min, { value }) => (value < min ? value : min), 0n);
  const high = names.reduce((max, { value }) => (value > max ? value : max), 0n);
  const isSigned = low < 0n;
  const bytes = ([1, 2, 4, 8] as const).find((size) => {
    const bits = BigInt(8 * size);
    return isSigned ? low >= -(1n << (bits - 1n)) && high < 1n << (bits - 1n) : high < 1n << bits;
  });
  if (bytes === undefined) throw failureOn(cNotSupported, keyword, { what: 'an enum of more than 64 bits' });
  if (abi.bitFields === 'microsoft' && bytes > 4) {
    throw failureOn(cNotSupported, keyword, { what: 'an enum of more than 32 bits on Windows' });
  }
  return isPacked || abi.hasShortEnums || bytes > abi.size.int
    ? sizedInteger(abi, bytes, isSigned)
    : integerType(abi, 'int', isSigned);
}
