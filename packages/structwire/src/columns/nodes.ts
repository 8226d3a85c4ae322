import { SCALAR_KINDS } from '../codec/all-scalar-kinds.ts';
import { arrayNode } from '../codec/interpret/array-node.ts';
import type { KindTable } from '../codec/interpret/binder.ts';
import { bitsNode } from '../codec/interpret/bits-node.ts';
import { bytesNode, paddingNode, pascalNode } from '../codec/interpret/bytes-node.ts';
import { constantNode } from '../codec/interpret/constant-node.ts';
import { enumNode } from '../codec/interpret/enum-node.ts';
import { flagsNode } from '../codec/interpret/flags-node.ts';
import { overlayNode } from '../codec/interpret/overlay-node.ts';
import { recordNode } from '../codec/interpret/record-node.ts';
import { scaledNode } from '../codec/interpret/scaled-node.ts';
import { textNode } from '../codec/interpret/text-node.ts';
import { timestampNode } from '../codec/interpret/timestamp-node.ts';
import { tabulate } from '../codec/kind.ts';

/** The interpreter's kinds that have columns: it shows what rows show of them, and makes their errors. */
export const NODES: KindTable = {
  ...tabulate(SCALAR_KINDS).nodes,
  bits: bitsNode,
  enum: enumNode,
  flags: flagsNode,
  scaled: scaledNode,
  timestamp: timestampNode,
  constant: constantNode,
  bytes: bytesNode,
  pascal: pascalNode,
  text: textNode,
  padding: paddingNode,
  array: arrayNode,
  record: recordNode,
  overlay: overlayNode,
};
