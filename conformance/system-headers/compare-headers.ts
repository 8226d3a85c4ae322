import { type AbiName, isStructwireError } from 'structwire';
import { type CDeclarations, checkProbe, parseC, probeSource } from 'structwire/c';
import type { DebugEntry, DebugInfo } from './debug-info.ts';
import { debugShape } from './debug-shape.ts';
import { layoutShape } from './layout-shape.ts';
import { compiled, INCLUDED, preprocessed } from './machine.ts';
import { shapeDifferences } from './shape.ts';

/** How a header is compared: the options of gcc that choose the target, and its name here. */
export interface Target {
  readonly flags: readonly string[];
  readonly abi: AbiName;
}

/** What came out for headers that are included together. */
export interface Comparison {
  /** How many of them the machine has. */
  readonly headers: number;
  /** Structs, unions and enums that are what the compiler says, in every part. */
  readonly agreed: number;
  /** Why others were refused. */
  readonly refused: readonly string[];
  readonly differences: readonly string[];
}

/** Compares each struct, union and enum of headers with the compiler; `null` when the compiler does not take them. */
export function compareHeaders(names: readonly string[], { flags, abi }: Target): Comparison | null {
  const text = preprocessed(names, flags);
  if (text === null) return null;
  const declarations = parseC(text, { abi, file: 'headers.h' });
  const probe = probeSource(declarations, { prologue: text });
  const result = compiled(probe.source, flags);
  if (result === null) return null;
  const refused: string[] = [];
  const differences = checkProbe(probe, result.object, declarations.abi).map((each) => JSON.stringify(each));
  let agreed = 0;
  for (const [spelling, entry] of namedTypes(result.info)) {
    const found = compareType(declarations, spelling, result.info, entry);
    if (typeof found === 'string') refused.push(found);
    else if (found.length === 0) agreed++;
    else differences.push(...found);
  }
  const headers = [...declarations.types.keys()].filter((name) => name.startsWith(INCLUDED)).length;
  return { headers, agreed, refused, differences };
}

/** The differences of one type, or why it was refused. */
function compareType(
  declarations: CDeclarations,
  spelling: string,
  info: DebugInfo,
  entry: DebugEntry,
): string | readonly string[] {
  try {
    const { layout, size } = declarations.typeNamed(spelling);
    return shapeDifferences(spelling, layoutShape(layout, size), debugShape(info, entry));
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    const isLocated = /^[^\n:]+:\d+:\d+: /.test(error.message);
    return isLocated && error.code !== 'c-no-such-type' ? error.message : [`${spelling}: ${error.message}`];
  }
}

const KEYWORDS: Readonly<Record<string, string>> = {
  structure_type: 'struct',
  union_type: 'union',
  enumeration_type: 'enum',
};

/** The structs, unions and enums that the compiler saw, as C names them. */
function namedTypes({ unit, byAddress }: DebugInfo): [string, DebugEntry][] {
  return unit.children.flatMap((entry): [string, DebugEntry][] => {
    const name = entry.attributes.get('name');
    if (name === undefined || entry.attributes.has('declaration') || name === '__va_list_tag') return [];
    const keyword = KEYWORDS[entry.tag];
    if (keyword !== undefined) return [[`${keyword} ${name}`, entry]];
    const target = entry.tag === 'typedef' ? byAddress.get(entry.attributes.get('type') ?? '') : undefined;
    const isNameless = target !== undefined && KEYWORDS[target.tag] !== undefined && !target.attributes.has('name');
    return isNameless ? [[name, target]] : [];
  });
}
