import type { Layout } from '../../layout/layout.ts';
import { alignNode } from './align-node.ts';
import { arrayNode } from './array-node.ts';
import { Binder, type BindNode, type KindTable, type TransformFunctions } from './binder.ts';
import { bitsNode } from './bits-node.ts';
import { blobNode } from './blob-node.ts';
import { bytesNode, paddingNode, pascalNode } from './bytes-node.ts';
import { checksumNode } from './checksum-node.ts';
import { constantNode } from './constant-node.ts';
import type { Cursor } from './cursor.ts';
import { definitionsNode, refNode } from './definitions-node.ts';
import { derivedNode } from './derived-node.ts';
import { enumNode } from './enum-node.ts';
import { flagsNode } from './flags-node.ts';
import type { BoundNode } from './node.ts';
import { optionalNode } from './optional-node.ts';
import { overlayNode } from './overlay-node.ts';
import { recordNode } from './record-node.ts';
import { scalarNode } from './scalar-node.ts';
import { scaledNode } from './scaled-node.ts';
import { runPatches } from './scope.ts';
import { sizedNode } from './sized-node.ts';
import { textNode } from './text-node.ts';
import { timestampNode } from './timestamp-node.ts';
import { transformNode } from './transform-node.ts';
import { tupleNode } from './tuple-node.ts';
import { unionNode } from './union-node.ts';
import { varintNode } from './varint-node.ts';

type Kinds = { readonly [Kind in Layout['kind']]: BindNode<Extract<Layout, { kind: Kind }>> };

/** Every kind of layout. */
const KINDS: Kinds = {
  scalar: scalarNode,
  bytes: bytesNode,
  pascal: pascalNode,
  padding: paddingNode,
  tuple: tupleNode,
  record: recordNode,
  array: arrayNode,
  bits: bitsNode,
  overlay: overlayNode,
  enum: enumNode,
  varint: varintNode,
  blob: blobNode,
  text: textNode,
  flags: flagsNode,
  scaled: scaledNode,
  timestamp: timestampNode,
  constant: constantNode,
  derived: derivedNode,
  checksum: checksumNode,
  align: alignNode,
  sized: sizedNode,
  optional: optionalNode,
  union: unionNode,
  transform: transformNode,
  definitions: definitionsNode,
  ref: refNode,
};

/** What interpreting needs beyond the layout. */
export interface InterpretOptions {
  /** The kinds that the layout may be made of; default all of them. */
  readonly kinds?: KindTable;
  /** The functions of its transformations, by id. */
  readonly transforms?: ReadonlyMap<string, TransformFunctions>;
}

/**
 * The complete interpreter of a layout: the reference for what bytes mean, and the maker of every error.
 *
 * Works without code generation.
 *
 * @throws StructwireError `unknown-field`, `invalid-layout` for layouts that refer to what is not there.
 */
export function interpret(layout: Layout, { kinds = KINDS, transforms = new Map() }: InterpretOptions = {}): BoundNode {
  const root = new Binder(kinds, transforms).bind(layout);
  return { ...root, encode: (value, cursor) => encodeWhole(root, value, cursor) };
}

/** Checksums are filled in last. */
function encodeWhole(root: BoundNode, value: unknown, cursor: Cursor): void {
  root.encode(value, cursor);
  if (cursor.patches.length === 0) return;
  const { at } = cursor;
  runPatches(
    cursor.checksums.map(({ patch }) => patch),
    cursor,
  );
  cursor.checksums.length = 0;
  cursor.patches.length = 0;
  cursor.at = at;
}
