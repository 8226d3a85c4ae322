import { cBadDeclaration, cCompilersDiffer, cLimit, cNotSupported } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import type { FieldInput, Placed } from '../lay-out/field-input.ts';
import { layOutRecord } from '../lay-out/lay-out-record.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';
import {
  alignOf,
  type DataType,
  type EnumType,
  innermost,
  type Member,
  type RecordDefinition,
  type RecordType,
  requiredAlignOf,
  sizeOf,
} from '../types/data-type.ts';
import { newRecord, type TagKeyword } from '../types/scope.ts';
import { joined, NO_ATTRIBUTES, readBehindBody } from './attributes.ts';
import type { Attributes, Context, TypeSpecifier } from './context.ts';
import { guardBody, refuse } from './guard-body.ts';
import { readMembers, type UnplacedMember } from './members.ts';

const DEEPEST = 64;
const MOST_MEMBERS = 100_000;

/** Reads a struct or union from behind its keyword on. */
export function readRecord(context: Context, keyword: Token, before: Attributes): TypeSpecifier {
  const first = joined(before.packsNext ? before : NO_ATTRIBUTES, context.grammar.attributes(context));
  const tag = readTag(context);
  const behindTag = context.grammar.attributes(context);
  const word: TagKeyword = keyword.text === 'union' ? 'union' : 'struct';
  if (context.take('final')) context.peek();
  if (!context.is('{') && !context.is(':')) {
    if (tag === null) context.expect('{');
    const type = tag === null ? newRecord(false, keyword, null) : context.scope.tagged(word, tag);
    checkForward(context, keyword, type, first);
    return { type, defined: null, isTagOnly: context.is(';'), attributes: behindTag };
  }
  const type = define(context, keyword, word, tag);
  guardBody(context, type.definition, () => {
    if (context.is(':'))
      throw failureOn(cNotSupported, context.peek(), { what: 'a base class', hint: 'repeat its members here' });
    readBody(context, keyword, type.definition, joined(first, behindTag));
  });
  return { type, defined: type.definition, isTagOnly: true };
}

/**
 * `struct __attribute__((aligned(8))) x;` before the body of `x`: Clang keeps the attribute for the body, GCC forgets it.
 * Where the body is known, or something is declared with the type, both pass over it.
 */
function checkForward(
  context: Context,
  keyword: Token,
  { definition }: RecordType | EnumType,
  first: Attributes,
): void {
  if (first.alignedTo === null && !first.isPacked && first.refusal === null) return;
  if (!context.is(';') || definition.body !== null) return;
  const what = 'an attribute of a declaration that has no body';
  refuse(
    context,
    definition,
    failureOn(cCompilersDiffer, keyword, { what, hint: 'write the attribute where the body is' }),
  );
}

/** `name`, or the last part of C++'s `outer::name`. */
function readTag(context: Context): Token | null {
  if (context.peek().kind !== 'name') return null;
  let tag = context.next();
  while (context.is('::') && context.peek(1).kind === 'name') {
    context.next();
    tag = context.next();
  }
  return tag;
}

function define(context: Context, keyword: Token, word: TagKeyword, tag: Token | null): DataType & { kind: 'record' } {
  const type = tag === null ? newRecord(word === 'union', keyword, null) : context.scope.tagged(word, tag);
  if (type.kind !== 'record') return newRecord(word === 'union', keyword, null); // `tagged` gives what the keyword asks for
  const isOpen = context.defined.includes(type.definition);
  if ((type.definition.body === null && !isOpen) || tag === null) return type;
  const problem = `'${word} ${tag.text}' is declared ${isOpen ? 'within itself' : 'a second time'}`;
  refuse(context, type.definition, failureOn(cBadDeclaration, tag, { problem }));
  return newRecord(word === 'union', tag, null);
}

function readBody(context: Context, keyword: Token, definition: RecordDefinition, head: Attributes): void {
  context.expect('{');
  const pack = context.packing.current;
  const members = readMembers(context, definition);
  const close = context.peek();
  if (pack !== context.packing.current) {
    const problem = '#pragma pack changes within the body, where compilers do not agree what it means';
    throw failureOn(cBadDeclaration, close, { problem, hint: 'move the pragma before the declaration' });
  }
  context.expect('}');
  const attributes = joined(head, readBehindBody(context));
  if (attributes.refusal !== null) throw attributes.refusal;
  if (context.packing.problem !== null) throw context.packing.problem;
  checkNames(members, definition);
  place(context, keyword, definition, members, attributes);
}

/** Two members with one name, also through anonymous structs and unions, are a mistake. */
function checkNames(members: readonly UnplacedMember[], definition: RecordDefinition): void {
  const seen = new Set<string>();
  const check = (name: string, token: Token): void => {
    const problem = `a second member is named '${name}'`;
    if (seen.has(name)) throw failureOn(cBadDeclaration, token, { problem });
    seen.add(name);
  };
  const walk = (inner: RecordDefinition, token: Token): void => {
    for (const { name, type } of inner.body?.members ?? []) {
      if (name !== null) check(name, token);
      else if (type.kind === 'record') walk(type.definition, token);
    }
  };
  for (const { name, type, token } of members) {
    if (name !== null) check(name, token);
    else if (type.kind === 'record' && type.definition !== definition) walk(type.definition, token);
  }
}

const EMPTY = 'the size of a struct without members (0 in C, 1 in C++)';

function place(
  context: Context,
  keyword: Token,
  definition: RecordDefinition,
  members: readonly UnplacedMember[],
  attributes: Attributes,
): void {
  checkAlignedBitFields(members);
  if (members.length === 0 && context.isCxx) throw failureOn(cCompilersDiffer, keyword, { what: EMPTY });
  const dialect = members.reduce((all, member) => joined(all, member.attributes), attributes).dialect;
  const record = {
    abi: context.abi,
    isUnion: definition.isUnion,
    alignedTo: attributes.alignedTo,
    pack: context.packing.current,
    fields: members.map((member) => fieldInput(member, attributes.isPacked)),
  };
  if (dialect === 'mixed' || (dialect === 'microsoft' && context.abi.bitFields !== 'microsoft')) {
    throw failureOn(cNotSupported, keyword, { what: '__declspec(align(n)) where the platform is not Windows' });
  }
  const { placed, differing } = layOutRecord(record, dialect);
  if (differing !== null) throw compilersDiffer(keyword, members, placed, differing);
  definition.body = {
    members: members.flatMap((member, i) => placedMember(member, placed.bitOffsets[i] ?? 0)),
    size: placed.size,
    align: placed.align,
    requiredAlign: requiredAlign(attributes, members, placed.align),
    depth: depthOf(members) + 1,
    weight: members.reduce((sum, { type }) => sum + weightOf(type), 1),
  };
  const { depth, weight } = definition.body;
  if (depth > DEEPEST) throw failureOn(cLimit, keyword, { what: 'levels of structs in one another', limit: DEEPEST });
  if (weight > MOST_MEMBERS) throw failureOn(cLimit, keyword, { what: 'members in all', limit: MOST_MEMBERS });
  if (placed.size > LARGEST_SIZE)
    throw failureOn(cLimit, keyword, { what: 'bytes in one object', limit: LARGEST_SIZE });
}

const LARGEST_SIZE = 2 ** 47;

/** A record with an alignment of its own keeps all of its alignment, not that part alone. */
function requiredAlign({ alignedTo }: Attributes, members: readonly UnplacedMember[], align: number): number {
  return members.reduce(
    (most, { type, attributes }) => Math.max(most, attributes.alignedTo ?? 1, requiredAlignOf(type)),
    alignedTo === null ? 1 : align,
  );
}

/** GCC and Clang do not agree where bit-fields go whose alignment is not their type's. */
function checkAlignedBitFields(members: readonly UnplacedMember[]): void {
  for (const { bitWidth, attributes, token, type } of members) {
    if (bitWidth === null || (attributes.alignedTo === null && type.alignedTo === undefined)) continue;
    throw failureOn(cCompilersDiffer, token, { what: 'a bit-field with an alignment of its own' });
  }
}

function compilersDiffer(
  keyword: Token,
  members: readonly UnplacedMember[],
  gcc: Placed,
  microsoft: Placed,
): StructwireError {
  const reason = members.some((member) => member.bitWidth !== null) ? 'these bit-fields' : 'this layout';
  const text = ({ size, align }: Placed): string => `${size} bytes aligned to ${align}`;
  const what = `${reason} (GCC: ${text(gcc)}, Microsoft's: ${text(microsoft)})`;
  const hint = "GNU attributes make it GCC's: __attribute__((packed)) or __attribute__((aligned(n)))";
  return failureOn(cCompilersDiffer, keyword, { what, hint });
}

function fieldInput({ name, type, bitWidth, attributes }: UnplacedMember, isPacked: boolean): FieldInput {
  return {
    isNamed: name !== null || bitWidth === null,
    size: sizeOf(type) ?? 0,
    align: alignOf(type),
    requiredAlign: requiredAlignOf(type),
    bitWidth,
    isPacked: isPacked || attributes.isPacked,
    alignedTo: attributes.alignedTo,
  };
}

function placedMember(member: UnplacedMember, bitOffset: number): Member[] {
  const { name, type, bitWidth, doc, unit } = member;
  if (name === null && bitWidth !== null) return [];
  const about = { ...(doc === undefined ? {} : { doc }), ...(unit === undefined ? {} : { unit }) };
  return [{ name, type, bitOffset, bitWidth, ...about }];
}

function depthOf(members: readonly UnplacedMember[]): number {
  let deepest = 0;
  for (const member of members) {
    let depth = 0;
    let type = member.type;
    for (; type.kind === 'array'; type = type.element) depth++;
    if (type.kind === 'record') depth += type.definition.body?.depth ?? 0;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function weightOf(type: DataType): number {
  const element = innermost(type);
  return element.kind === 'record' ? 1 + (element.definition.body?.weight ?? 0) : 1;
}
