import { cChooseType, cNoSuchType } from '../errors/c-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { Abi } from '../layout/abi.ts';
import type { Layout } from '../layout/layout.ts';
import type { CMember } from './c-member.ts';
import { type Candidate, candidates } from './candidates.ts';
import { macroConstants } from './macro-constants.ts';
import { membersOf } from './members-of.ts';
import { nearestName } from './nearest-name.ts';
import type { Context } from './parse/context.ts';
import type { Preprocessed } from './preprocess/preprocess.ts';
import { placeAt } from './text/source.ts';
import type { Token } from './text/token.ts';
import { type CharArrays, LayoutMaker } from './to-layout.ts';
import { alignOf, type DataType, sizeOf } from './types/data-type.ts';

/** A type that a text declares. */
export interface CType {
  /** `sensor_t`, or `struct sensor` when that bare name means something else. */
  readonly name: string;
  /** How C names it: `sensor_t`, `struct sensor`. */
  readonly spelling: string;
  readonly kind: 'struct' | 'union' | 'enum' | 'other';
  /** What `sizeof` gives, in bytes. */
  readonly size: number;
  /** What `_Alignof` gives, in bytes. */
  readonly align: number;
  /** What its bytes are, for a codec. A flexible array at the end makes its size `null`. */
  readonly layout: Layout;
  /** Where it is declared. */
  readonly place: CLocation;
  /** Whether it is a struct or union of the text itself (not of a header) that is no member of another one. */
  readonly isRoot: boolean;
  /** Where its members are; empty for what is no struct or union. */
  readonly members: readonly CMember[];
}

/** A line of a text. */
export interface CLocation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Something that was passed over. */
export interface CNote extends CLocation {
  readonly what: string;
}

/** What a text of C declarations declares. */
export class CDeclarations {
  /** The platform. */
  readonly abi: Abi;
  /** The types that could be laid out, by name, in order of declaration. */
  readonly types: ReadonlyMap<string, CType>;
  /** Why a type was refused, by name. */
  readonly refused: ReadonlyMap<string, StructwireError>;
  /** Everything that was refused, in order of appearance: also what has no name. */
  readonly problems: readonly StructwireError[];
  /** What holds no data and was passed over: functions, classes, uses of macros that are not defined. */
  readonly skipped: readonly CNote[];
  /** Headers that were asked for and not found. */
  readonly missingHeaders: readonly CNote[];
  /** Names that conditions asked for and that were taken as not defined. */
  readonly assumedUndefined: readonly string[];
  readonly #refusedRoots: readonly string[];
  readonly #context: Context;
  readonly #preprocessed: Preprocessed;
  #constants: ReadonlyMap<string, bigint> | undefined;

  /** @internal Made by `parseC`. */
  constructor(context: Context, preprocessed: Preprocessed, options: { file: string; charArrays: CharArrays }) {
    const maker = new LayoutMaker(context.abi, options.charArrays);
    const found = candidates(context.scope, options.file);
    this.abi = context.abi;
    this.types = new Map(found.flatMap((each) => (each.refusal === null ? [[each.name, typeOf(each, maker)]] : [])));
    this.refused = new Map(found.flatMap((each) => (each.refusal === null ? [] : [[each.name, each.refusal]])));
    this.problems = [...context.problems];
    this.#refusedRoots = found
      .filter(({ isRoot, refusal }) => isRoot && refusal !== null && context.problems.has(refusal))
      .map(({ name }) => name);
    this.skipped = context.skipped.map(({ token, what }) => ({ ...locationOf(token), what }));
    this.missingHeaders = preprocessed.missingHeaders.map(({ token, name }) => ({ ...locationOf(token), what: name }));
    this.assumedUndefined = preprocessed.assumedUndefined;
    this.#context = context;
    this.#preprocessed = preprocessed;
  }

  /** Integer constants by name: enumerators, `static const` and `constexpr` variables, and macros that have a value. */
  get constants(): ReadonlyMap<string, bigint> {
    this.#constants ??= macroConstants(this.#context, this.#preprocessed);
    return this.#constants;
  }

  /**
   * The type with this name (`sensor_t`, `struct sensor`, `sensor`); without a name, the only root of the text.
   *
   * @throws StructwireError `c-no-such-type`, `c-choose-type`, or why the type was refused.
   */
  typeNamed(name?: string): CType {
    if (name === undefined) return this.#onlyRoot();
    const bare = name.trim().replace(/^(?:struct|union|enum)\s+/, '');
    const found = this.types.get(name) ?? this.types.get(bare);
    if (found !== undefined) return found;
    const refusal = this.refused.get(name) ?? this.refused.get(bare);
    if (refusal !== undefined) throw refusal;
    const known = [...this.types.keys()];
    const nearest = nearestName(bare, [...known, ...this.refused.keys()]);
    const { assumedUndefined } = this;
    throw failure(cNoSuchType, { name, known, assumedUndefined, ...(nearest === null ? {} : { nearest }) });
  }

  /** Those that were refused count, too: the one that is left is perhaps not the one that was meant. */
  #onlyRoot(): CType {
    const roots = [...this.types.values()].filter((type) => type.isRoot);
    const [only] = roots;
    const [problem] = this.problems;
    if (only === undefined && problem !== undefined) throw problem;
    if (only === undefined) {
      const [passed] = this.skipped;
      const skipped = passed === undefined ? {} : { skipped: `${passed.what} (line ${passed.line})` };
      const { assumedUndefined } = this;
      throw failure(cNoSuchType, { name: '', known: [...this.types.keys()], assumedUndefined, ...skipped });
    }
    if (roots.length === 1 && this.#refusedRoots.length === 0) return only;
    throw failure(cChooseType, { known: [...roots.map((type) => type.name), ...this.#refusedRoots] });
  }
}

function typeOf({ name, spelling, type, token, isRoot }: Candidate, maker: LayoutMaker): CType {
  let layout: Layout | undefined;
  return {
    name,
    spelling,
    kind: kindOf(type),
    size: sizeOf(type) ?? 0,
    align: alignOf(type),
    get layout() {
      layout ??= maker.whole(type);
      return layout;
    },
    place: locationOf(token),
    isRoot,
    get members() {
      return type.kind === 'record' ? membersOf(type.definition) : [];
    },
  };
}

function kindOf(type: DataType): CType['kind'] {
  if (type.kind === 'enum') return 'enum';
  if (type.kind !== 'record') return 'other';
  return type.definition.isUnion ? 'union' : 'struct';
}

function locationOf(token: Token): CLocation {
  const { file, line, column } = placeAt(token.source, token.at);
  return { file, line, column };
}
