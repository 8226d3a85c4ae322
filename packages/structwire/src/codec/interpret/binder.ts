import { invalidLayout, unknownField } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { Definition, FieldPath, Layout, RecordLayout } from '../../layout/layout.ts';
import { type Place, type ResolvedField, resolveField } from '../../layout/resolve-field.ts';
import type { RecordChecksum } from './checksum-order.ts';
import type { BoundNode, Node } from './node.ts';

/** Makes nodes of one kind of layout; the binder makes those of its children and resolves what it refers to. */
export type BindNode<L extends Layout> = (layout: L, binder: Binder) => Node;

/** The user's functions of one transformation. */
export interface TransformFunctions {
  readonly decode: (value: never) => unknown;
  readonly encode: (value: never) => unknown;
}

/** The kinds a binder knows, by name. */
export type KindTable = Readonly<Record<string, BindNode<never>>>;

/** A record that is being bound, with what its parts ask of it. */
export interface RecordPlace extends Place {
  index: number;
  readonly outer: RecordPlace | null;
  /** Indices of fields that others look at. */
  readonly referenced: Set<number>;
  /** Whether the places of its fields are asked for. */
  needsMarks: boolean;
  readonly checksums: RecordChecksum[];
}

/** Makes nodes out of layouts, from the outermost inward. */
export class Binder {
  readonly #kinds: KindTable;
  readonly #transforms: ReadonlyMap<string, TransformFunctions>;
  #definitions: ReadonlyMap<string, Definition> = new Map();
  readonly #bound = new Map<string, BoundNode>();
  /** How often something asked for what stands elsewhere: a field, or the record around it. */
  lookups = 0;
  /** The innermost record around what is being bound. */
  place: RecordPlace | null = null;

  constructor(kinds: KindTable, transforms: ReadonlyMap<string, TransformFunctions>) {
    this.#kinds = kinds;
    this.#transforms = transforms;
  }

  /** @throws StructwireError `invalid-layout` for a kind that is not there. */
  bind(layout: Layout): BoundNode {
    const make = this.#kinds[layout.kind] as BindNode<Layout> | undefined; // the table pairs each kind with its own maker
    if (make === undefined) throw failure(invalidLayout, { problem: `no interpreter for the kind '${layout.kind}'` });
    return { size: layout.size, ...make(layout, this) };
  }

  /** Binds the fields of a record one by one, each with its index known to what it refers to. */
  bindFields(record: RecordLayout): { readonly place: RecordPlace; readonly nodes: readonly BoundNode[] } {
    const place: RecordPlace = {
      record,
      index: 0,
      outer: this.place,
      referenced: new Set(),
      needsMarks: false,
      checksums: [],
    };
    this.place = place;
    const nodes = record.fields.map((field, index) => {
      place.index = index;
      return this.bind(field.layout);
    });
    this.place = place.outer;
    return { place, nodes };
  }

  /** The field that a path means here; the record it is in will keep it readable. */
  resolve(path: FieldPath, which: 'before' | 'any'): ResolvedField & { readonly place: RecordPlace } {
    this.lookups++;
    const resolved = resolveField(this.place, path, which);
    const place = resolved.place as RecordPlace; // every place this binder hands out is one
    place.referenced.add(resolved.index);
    return { ...resolved, place };
  }

  /** The innermost record, for what only exists in one. */
  enclosingRecord(what: string): RecordPlace {
    this.lookups++;
    if (this.place !== null) return this.place;
    throw failure(unknownField, { field: what, problem: 'stands in no record' });
  }

  /** Makes definitions known; their layouts are bound when the first reference is. */
  define(definitions: readonly Definition[]): void {
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
  }

  /** The node of a definition, once it is bound: recursion asks for it before that. */
  definition(name: string): () => BoundNode {
    const definition = this.#definitions.get(name);
    if (definition === undefined) throw failure(invalidLayout, { problem: `no definition '${name}'` });
    if (!this.#bound.has(name)) {
      this.#bound.set(name, UNBOUND);
      const around = this.place;
      this.place = null; // field paths inside a definition end at it
      this.#bound.set(name, this.bind(definition.layout));
      this.place = around;
    }
    return () => this.#bound.get(name) ?? UNBOUND;
  }

  transform(id: string): TransformFunctions {
    const functions = this.#transforms.get(id);
    if (functions !== undefined) return functions;
    throw failure(invalidLayout, { problem: `the functions of the transformation '${id}' are not given` });
  }
}

const unbound = (): never => {
  throw new Error('a definition was used before it was bound');
};
const UNBOUND: BoundNode = { size: null, decode: unbound, encode: unbound };
