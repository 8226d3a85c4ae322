import type { Layout } from '../../layout/layout.ts';
import { arrayNode } from './array-node.ts';
import { bitsNode } from './bits-node.ts';
import { bytesNode, paddingNode, pascalNode } from './bytes-node.ts';
import { enumNode } from './enum-node.ts';
import type { BindNode, Node } from './node.ts';
import { overlayNode } from './overlay-node.ts';
import { recordNode } from './record-node.ts';
import { scalarNode } from './scalar-node.ts';
import { tupleNode } from './tuple-node.ts';

type Kinds = { readonly [Kind in Layout['kind']]: BindNode<Extract<Layout, { kind: Kind }>> };

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
};

/**
 * The complete interpreter of a layout: the reference for what bytes mean, and the maker of every error.
 *
 * Works without code generation.
 */
export function interpret(layout: Layout): Node {
  const bind = KINDS[layout.kind] as BindNode<Layout>; // the table pairs each kind with its own binder
  return bind(layout, interpret);
}
