import type { Abi } from '../layout/abi.ts';
import type {
  ArrayLayout,
  BitsLayout,
  EnumLayout,
  Layout,
  OverlayLayout,
  OverlayMember,
  RecordField,
  RecordLayout,
  ScalarLayout,
} from '../layout/layout.ts';
import type { ScalarName } from '../layout/scalar-name.ts';
import {
  type ArrayType,
  alignOf,
  type DataType,
  type EnumType,
  type IntegerType,
  type Member,
  type RecordDefinition,
  type RecordType,
  sizeOf,
} from './types/data-type.ts';

/** How arrays of `char` are shown: all their bytes, or as UTF-8 text up to the first NUL. */
export type CharArrays = 'bytes' | 'text';

/** Makes the layouts of types; each type's is made once. */
export class LayoutMaker {
  readonly #abi: Abi;
  readonly #charArrays: CharArrays;
  readonly #made = new Map<RecordDefinition, Layout & { readonly size: number }>();

  constructor(abi: Abi, charArrays: CharArrays) {
    this.#abi = abi;
    this.#charArrays = charArrays;
  }

  /**
   * The layout of a type as a record of its own. A flexible array at its end goes to the end of the bytes; inside other
   * types, where C gives it no room, it is left out.
   */
  whole(type: DataType): Layout {
    const tail = type.kind === 'record' ? openTail(type) : null;
    if (tail === null || type.kind !== 'record') return this.fixed(type);
    const { definition } = type;
    const members = definition.body?.members ?? [];
    const fields = this.#fields(members.slice(0, -1));
    const offset = tail.bitOffset / 8;
    const last = { ...about(tail), name: tail.name, stretch: 0, offset, layout: this.#open(tail.type) };
    const layout: RecordLayout = {
      ...this.#head(type),
      size: null,
      fields: [...fields, Object.freeze(last)],
      stretches: [offset, 0],
    };
    return frozen(layout);
  }

  /** The layout of a type where its size is the one of `sizeof`. */
  fixed(type: DataType): Layout & { readonly size: number } {
    switch (type.kind) {
      case 'integer':
        return this.#integer(type);
      case 'float':
        return this.#scalar(type.size === 4 ? 'f32' : 'f64', type);
      case 'pointer':
        return this.#scalar(`ptr${8 * type.size}` as ScalarName, type); // 2, 4 or 8 bytes
      case 'enum':
        return this.#enumeration(type);
      case 'array':
        return this.#array(type, type.count ?? 0);
      case 'record':
        return this.#record(type);
      default:
        return frozen({ kind: 'padding', size: 0, align: 1 }); // `void` and functions have no bytes
    }
  }

  #open(type: DataType): Layout {
    if (type.kind !== 'array') return this.whole(type);
    const { element } = type;
    const align = alignOf(element);
    if (!isText(element))
      return frozen({ kind: 'array', size: null, align, element: this.fixed(element), count: REST });
    if (this.#charArrays === 'bytes') return frozen({ kind: 'blob', size: null, align, length: REST });
    return frozen({ kind: 'text', encoding: 'utf8', length: REST, pad: 'nul', invalid: 'replace', size: null, align });
  }

  #record(type: RecordType): Layout & { readonly size: number } {
    const { definition } = type;
    const made = this.#made.get(definition);
    if (made !== undefined) return aligned(made, alignOf(type));
    const layout = definition.isUnion ? this.#union(type) : this.#struct(type);
    this.#made.set(definition, layout);
    return layout;
  }

  #struct(type: RecordType): RecordLayout & { readonly size: number } {
    const size = type.definition.body?.size ?? 0;
    const fields = this.#fields(withoutFlexible(type.definition));
    return frozen({ ...this.#head(type), size, fields, stretches: Object.freeze([size]) });
  }

  #head(type: RecordType): Pick<RecordLayout, 'kind' | 'name' | 'align'> {
    const { name } = type.definition;
    return { kind: 'record', align: alignOf(type), ...(name === null ? {} : { name }) };
  }

  /** The members of an anonymous struct are fields of the record around it; an anonymous union is one field. */
  #fields(members: readonly Member[], base = 0, names = anonymousNames(members)): RecordField[] {
    return members.flatMap((member): RecordField[] => {
      const bitOffset = base + member.bitOffset;
      const { type } = member;
      if (member.name === null && type.kind === 'record' && !type.definition.isUnion) {
        return this.#fields(withoutFlexible(type.definition), bitOffset, names);
      }
      const name = member.name ?? names();
      const offset = Math.floor(bitOffset / 8);
      return [Object.freeze({ ...about(member), name, stretch: 0, offset, layout: this.#member(member, bitOffset) })];
    });
  }

  #union(type: RecordType): OverlayLayout {
    const { name, body } = type.definition;
    const members = this.#overlayMembers(body?.members ?? []);
    const own = { kind: 'overlay', size: body?.size ?? 0, align: alignOf(type), members } as const;
    return frozen({ ...own, ...(name === null ? {} : { name }) });
  }

  #overlayMembers(members: readonly Member[], names = anonymousNames(members)): OverlayMember[] {
    return members.flatMap((member): OverlayMember[] => {
      const { type } = member;
      if (member.name === null && type.kind === 'record' && type.definition.isUnion) {
        return this.#overlayMembers(type.definition.body?.members ?? [], names);
      }
      const layout = this.#member(member, member.bitOffset);
      return [Object.freeze({ ...about(member), name: member.name ?? names(), layout })];
    });
  }

  #member({ type, bitWidth }: Member, bitOffset: number): Layout & { readonly size: number } {
    return bitWidth === null ? this.fixed(type) : this.#bits(type, bitOffset % 8, bitWidth);
  }

  #bits(type: DataType, bit: number, width: number): BitsLayout | EnumLayout {
    const integer = type.kind === 'enum' ? type.definition.body?.integer : type.kind === 'integer' ? type : undefined;
    const order = this.#abi.endian === 'le' ? 'lsb' : 'msb';
    const as = integer?.isBoolean && width === 1 ? { as: 'bool' as const } : {};
    const bits = { kind: 'bits', size: Math.ceil((bit + width) / 8), align: 1, width, bit, order } as const;
    const base: BitsLayout = frozen({ ...bits, signed: integer?.isSigned ?? false, ...as });
    return type.kind === 'enum' ? named(type, base) : base;
  }

  #array(type: ArrayType, count: number): Layout & { readonly size: number } {
    const { element } = type;
    const align = alignOf(type);
    if (isText(element)) {
      if (this.#charArrays === 'bytes') return frozen({ kind: 'bytes', size: count, align, fit: 'pad' });
      const length = frozen({ by: 'fixed', value: count } as const);
      return frozen({ kind: 'text', encoding: 'utf8', length, pad: 'nul', invalid: 'replace', size: count, align });
    }
    const own: ArrayLayout = {
      kind: 'array',
      size: count * (sizeOf(element) ?? 0),
      align,
      element: this.fixed(element),
      count: frozen({ by: 'fixed', value: count }),
    };
    return frozen(own as ArrayLayout & { readonly size: number }); // its size is the number above
  }

  #enumeration(type: EnumType): Layout & { readonly size: number } {
    const { body } = type.definition;
    if (body === null) return frozen({ kind: 'padding', size: 0, align: 1 });
    const base = this.#integer(body.integer);
    return body.names.length === 0 ? base : named(type, base);
  }

  #integer(type: IntegerType): ScalarLayout {
    const name = type.isBoolean ? 'bool' : (`${type.isSigned ? 'i' : 'u'}${8 * type.size}` as ScalarName); // 1, 2, 4, 8
    return this.#scalar(name, type, type.endian);
  }

  #scalar(scalar: ScalarName, type: DataType, endian = this.#abi.endian): ScalarLayout {
    return frozen({ kind: 'scalar', scalar, endian, size: sizeOf(type) ?? 0, align: alignOf(type) });
  }
}

const REST = Object.freeze({ by: 'rest' } as const);

/** Plain `char`: characters, not numbers. */
function isText(type: DataType): boolean {
  return type.kind === 'integer' && type.isCharacter;
}

function named({ definition }: EnumType, base: ScalarLayout | BitsLayout): EnumLayout {
  const isBig = base.kind === 'scalar' ? base.size === 8 : base.width > 53;
  const names = (definition.body?.names ?? []).map(({ value, ...rest }) =>
    Object.freeze({ ...rest, value: isBig ? value : Number(value) }),
  );
  const own = {
    kind: 'enum',
    size: base.size,
    align: base.align,
    base,
    names: Object.freeze(names),
    as: 'name',
  } as const;
  return frozen({ ...own, ...(definition.name === null ? {} : { name: definition.name }) });
}

/** The last member, when it goes on to the end of the bytes: `T x[]`, or `T x[0]` as it was written before C99. */
function openTail({ definition }: RecordType): (Member & { readonly name: string }) | null {
  const last = definition.isUnion ? undefined : definition.body?.members.at(-1);
  if (last === undefined || last.name === null || last.bitWidth !== null) return null;
  const { type, name } = last;
  const isOpen = type.kind === 'array' ? !type.count : type.kind === 'record' && openTail(type) !== null;
  return isOpen ? { ...last, name } : null;
}

/** The members that have bytes of their own within `sizeof`. */
function withoutFlexible({ body }: RecordDefinition): readonly Member[] {
  return (body?.members ?? []).filter(({ type }) => type.kind !== 'array' || type.count !== null);
}

/** `anon0`, `anon1`, ... for members without a name, passing over the names that are taken. */
function anonymousNames(members: readonly Member[]): () => string {
  const taken = new Set<string>();
  const take = (inner: readonly Member[]): void => {
    for (const { name, type } of inner) {
      if (name !== null) taken.add(name);
      else if (type.kind === 'record') take(type.definition.body?.members ?? []);
    }
  };
  take(members);
  let next = 0;
  return () => {
    while (taken.has(`anon${next}`)) next++;
    return `anon${next++}`;
  };
}

function about({ doc, unit }: Member): Pick<RecordField, 'doc' | 'unit'> {
  return { ...(doc === undefined ? {} : { doc }), ...(unit === undefined ? {} : { unit }) };
}

function aligned<T extends Layout>(layout: T, align: number): T {
  return layout.align === align ? layout : frozen({ ...layout, align });
}

function frozen<const T extends object>(node: T): T {
  for (const value of Object.values(node)) if (Array.isArray(value)) Object.freeze(value);
  return Object.freeze(node);
}
