import { cBadDeclaration } from '../errors/c-errors.ts';
import type { StructwireError } from '../errors/structwire-error.ts';
import { failureOn } from './text/failure-at.ts';
import { placeAt } from './text/source.ts';
import type { Token } from './text/token.ts';
import { type DataType, innermost, type RecordDefinition, refusalOf, sizeOf } from './types/data-type.ts';
import type { Scope } from './types/scope.ts';

/** A name of a type, with what it stands for. */
export interface Candidate {
  readonly name: string;
  /** The same in C: with its keyword where it is a tag. */
  readonly spelling: string;
  readonly type: DataType;
  /** Where it is declared. */
  readonly token: Token;
  readonly isRoot: boolean;
  readonly refusal: StructwireError | null;
}

/** The named types of a scope. A typedef and the tag of the same struct are two names of it, unless they are equal. */
export function candidates(scope: Scope, file: string): Candidate[] {
  const found: Candidate[] = [];
  const typedefsOf = new Map<unknown, string>();
  for (const [name, type] of scope.typedefs) {
    if (type.kind === 'record' && !typedefsOf.has(type.definition)) typedefsOf.set(type.definition, name);
  }
  const embedded = embeddedRecords(scope);
  const isRoot = (type: DataType, name: string): boolean => {
    if (type.kind !== 'record' || embedded.has(type.definition)) return false;
    const preferred = typedefsOf.get(type.definition) ?? name;
    return preferred === name && placeAt(type.definition.place.source, type.definition.place.at).file === file;
  };
  for (const [tag, type] of scope.tags) {
    if (type.definition.body === null && type.definition.error === null) continue;
    const typedef = scope.typedefs.get(tag);
    const isSame = typedef?.kind === type.kind && typedef.definition === type.definition;
    if (isSame) continue;
    const name = typedef === undefined ? tag : `${keywordOf(type)} ${tag}`;
    const spelling = `${keywordOf(type)} ${tag}`;
    const token = type.definition.place;
    found.push({ name, spelling, type, token, isRoot: isRoot(type, name), refusal: refusalOf(type) });
  }
  for (const [name, { type, token }] of scope.namedTypes()) {
    const refusal = refusalOf(type) ?? incompleteness(type, token);
    if (type.kind === 'function' || type.kind === 'void') continue;
    found.push({ name, spelling: name, type, token, isRoot: refusal === null && isRoot(type, name), refusal });
  }
  return inTextOrder(found);
}

/** File by file, each in its order. */
function inTextOrder(found: readonly Candidate[]): Candidate[] {
  const files = [...new Set(found.map(({ token }) => token.source))];
  const rank = new Map(files.map((source, i) => [source, i]));
  const rankOf = ({ token }: Candidate): number => rank.get(token.source) ?? 0;
  return found.toSorted((a, b) => rankOf(a) - rankOf(b) || a.token.at - b.token.at);
}

function incompleteness(type: DataType, token: Token): StructwireError | null {
  if (sizeOf(type) !== null || (type.kind === 'array' && type.count === null)) return null;
  return failureOn(cBadDeclaration, token, {
    problem: `'${token.text}' has no size: what it stands for is not defined`,
  });
}

function keywordOf(type: DataType): string {
  if (type.kind === 'record') return type.definition.isUnion ? 'union' : 'struct';
  return 'enum';
}

/** Records that are members of others. */
function embeddedRecords(scope: Scope): Set<RecordDefinition> {
  const found = new Set<RecordDefinition>();
  const visited = new Set<RecordDefinition>();
  const visit = (definition: RecordDefinition): void => {
    if (visited.has(definition)) return;
    visited.add(definition);
    for (const member of definition.body?.members ?? []) {
      const type = innermost(member.type);
      if (type.kind !== 'record') continue;
      found.add(type.definition);
      visit(type.definition);
    }
  };
  for (const type of [...scope.tags.values(), ...scope.typedefs.values()]) {
    const element = innermost(type);
    if (element.kind === 'record') visit(element.definition);
  }
  return found;
}
