import type { KindName } from '../layout/kind-name.ts';
import type { Emit, Emitters } from './emit/emitter.ts';
import type { KindHelpers } from './emit/kind-helpers.ts';
import type { MovingSource } from './emit/moving/moving-source.ts';
import type { BindNode, KindTable } from './interpret/binder.ts';
import type { BoundNode } from './interpret/node.ts';
import type { Limits } from './limits.ts';
import type { Measurer } from './measure/measurer.ts';
import type { SizeCompilation } from './measure/sizer.ts';

/** Makes what measures a layout of variable size. */
export type MakeMeasurer = (node: BoundNode, limits: Limits, compilation: SizeCompilation) => Measurer;

/** One kind of layout, as the back ends run it. A codec holds only the kinds it is made of, so bundlers drop the others. */
export interface Kind {
  readonly kind: KindName;
  readonly node: BindNode<never>;
  /** How it becomes source; kinds without it are interpreted. */
  readonly emit?: Emit<never>;
  /** What its source calls beside what all generated code shares. */
  readonly helpers?: KindHelpers;
  /** Finds the ends of records whose size depends on the value. */
  readonly measurer?: MakeMeasurer;
  /** Makes the source of layouts whose places move. */
  readonly movingSource?: MovingSource;
  /** Gives way to another one for the same kind of layout. */
  readonly isBasic?: boolean;
}

/** Kinds as the back ends look them up. */
export interface Kinds {
  readonly nodes: KindTable;
  readonly emitters: Emitters;
  readonly helpers: KindHelpers;
  /** Without it only records of fixed size are measured. */
  readonly measurer: MakeMeasurer | undefined;
  /** Without it only layouts at fixed places are compiled. */
  readonly movingSource: MovingSource | undefined;
}

/** The tables of some kinds; one that is named twice counts once. */
export function tabulate(kinds: Iterable<Kind>): Kinds {
  const nodes: Record<string, BindNode<never>> = {};
  const emitters: Partial<Record<KindName, Emit<never>>> = {};
  const helpers: KindHelpers = {};
  let measurer: MakeMeasurer | undefined;
  let movingSource: MovingSource | undefined;
  for (const { kind, node, emit, isBasic, helpers: own, measurer: variable, movingSource: moving } of kinds) {
    if (isBasic === true && kind in nodes) continue;
    nodes[kind] = node;
    if (emit !== undefined) emitters[kind] = emit;
    Object.assign(helpers, own);
    measurer ??= variable;
    movingSource ??= moving;
  }
  return { nodes, emitters, helpers, measurer, movingSource };
}
