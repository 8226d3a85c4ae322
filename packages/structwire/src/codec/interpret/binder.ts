import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { kindNameOf } from '../../layout/kind-name.ts';
import type { Layout } from '../../layout/layout.ts';
import type { Place } from '../../layout/resolve-field.ts';
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
  /** What is to be done with them when all fields are bound. */
  whenBound: ((checksums: readonly RecordChecksum[]) => void) | null;
}

/** Makes nodes out of layouts, from the outermost inward. */
export class Binder {
  readonly #kinds: KindTable;
  readonly transforms: ReadonlyMap<string, TransformFunctions>;
  /** Named layouts, with their nodes once they are bound. */
  readonly definitions: Map<string, { readonly layout: Layout; node: BoundNode | null }> = new Map();
  /** How often something asked for what stands elsewhere: a field, or the record around it. */
  lookups = 0;
  /** What is done to the outermost node, where parts of it are filled in last. */
  finish: ((root: BoundNode) => BoundNode) | null = null;
  /** The innermost record around what is being bound. */
  place: RecordPlace | null = null;

  constructor(kinds: KindTable, transforms: ReadonlyMap<string, TransformFunctions>) {
    this.#kinds = kinds;
    this.transforms = transforms;
  }

  /** @throws StructwireError `invalid-layout` for a kind that is not there. */
  bind(layout: Layout): BoundNode {
    const kind = kindNameOf(layout);
    const make = this.#kinds[kind] as BindNode<Layout> | undefined; // the table pairs each kind with its own maker
    if (make === undefined) throw failure(invalidLayout, { problem: `no interpreter for the kind '${kind}'` });
    return { size: layout.size, ...make(layout, this) };
  }
}
