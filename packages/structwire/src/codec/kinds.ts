import { lend } from './copy-bytes.ts';
import { readBits, writeBits } from './emit/bit-fields.ts';
import { bitsEmit } from './emit/bits-emit.ts';
import { putBytes, putPascal, shortText } from './emit/byte-fields.ts';
import { bytesEmit, paddingEmit, pascalEmit } from './emit/bytes-emit.ts';
import { enumEmit } from './emit/enum-emit.ts';
import { isList } from './emit/is-list.ts';
import { alignEmit } from './emit/moving/align-emit.ts';
import { blobEmit } from './emit/moving/blob-emit.ts';
import { checksumEmit } from './emit/moving/checksum-emit.ts';
import * as checksumHelpers from './emit/moving/checksum-helpers.ts';
import { constantEmit } from './emit/moving/constant-emit.ts';
import * as constantHelpers from './emit/moving/constant-helpers.ts';
import { definitionsEmit, refEmit } from './emit/moving/definitions-emit.ts';
import * as definitionsHelpers from './emit/moving/definitions-helpers.ts';
import { derivedEmit } from './emit/moving/derived-emit.ts';
import { flagsEmit } from './emit/moving/flags-emit.ts';
import { movingArrayEmit } from './emit/moving/moving-array-emit.ts';
import { movingRecordEmit } from './emit/moving/moving-record-emit.ts';
import { movingSource } from './emit/moving/moving-source.ts';
import { optionalEmit } from './emit/moving/optional-emit.ts';
import * as optionalHelpers from './emit/moving/optional-helpers.ts';
import * as recordHelpers from './emit/moving/record-helpers.ts';
import { scaledEmit } from './emit/moving/scaled-emit.ts';
import { sizedEmit } from './emit/moving/sized-emit.ts';
import { textEmit } from './emit/moving/text-emit.ts';
import * as textHelpers from './emit/moving/text-helpers.ts';
import * as timeHelpers from './emit/moving/time-helpers.ts';
import { timestampEmit } from './emit/moving/timestamp-emit.ts';
import { transformEmit } from './emit/moving/transform-emit.ts';
import * as transformHelpers from './emit/moving/transform-helpers.ts';
import { unionEmit } from './emit/moving/union-emit.ts';
import { varintEmit } from './emit/moving/varint-emit.ts';
import * as varintHelpers from './emit/moving/varint-helpers.ts';
import { overlayEmit } from './emit/overlay-emit.ts';
import { recordEmit } from './emit/record-emit.ts';
import { tupleEmit } from './emit/tuple-emit.ts';
import { alignNode } from './interpret/align-node.ts';
import { arrayNode } from './interpret/array-node.ts';
import { bitsNode } from './interpret/bits-node.ts';
import { blobNode } from './interpret/blob-node.ts';
import { bytesNode, paddingNode, pascalNode } from './interpret/bytes-node.ts';
import { checksumNode } from './interpret/checksum-node.ts';
import { constantNode } from './interpret/constant-node.ts';
import { definitionsNode, refNode } from './interpret/definitions-node.ts';
import { derivedNode } from './interpret/derived-node.ts';
import { enumNode } from './interpret/enum-node.ts';
import { flagsNode } from './interpret/flags-node.ts';
import { optionalNode } from './interpret/optional-node.ts';
import { overlayNode } from './interpret/overlay-node.ts';
import { plainRecord } from './interpret/plain-record.ts';
import { recordNode } from './interpret/record-node.ts';
import { scaledNode } from './interpret/scaled-node.ts';
import { sizedNode } from './interpret/sized-node.ts';
import { textNode } from './interpret/text-node.ts';
import { timestampNode } from './interpret/timestamp-node.ts';
import { transformNode } from './interpret/transform-node.ts';
import { tupleNode } from './interpret/tuple-node.ts';
import { unionNode } from './interpret/union-node.ts';
import { varintNode } from './interpret/varint-node.ts';
import type { Kind } from './kind.ts';
import { LayoutMeasurer } from './measure/measurer.ts';
import { sizerOf } from './measure/sizer.ts';

// One constant for each kind (those of scalars are in `scalar-kinds.ts`), and no list of them here: what a program does not name is dropped from its bundle.

export const bytesKind: Kind = {
  kind: 'bytes',
  node: bytesNode,
  emit: bytesEmit,
  helpers: { putBytes, shortText, lend },
};
export const pascalKind: Kind = { kind: 'pascal', node: pascalNode, emit: pascalEmit, helpers: { putPascal, lend } };
export const paddingKind: Kind = { kind: 'padding', node: paddingNode, emit: paddingEmit };
export const tupleKind: Kind = { kind: 'tuple', node: tupleNode, emit: tupleEmit };
export const recordKind: Kind = {
  kind: 'record',
  node: recordNode,
  emit: movingRecordEmit,
  helpers: recordHelpers,
  movingSource,
  measurer: (node, limits, compilation) => new LayoutMeasurer(node, limits, sizerOf(compilation)),
};
/** Records of fixed size without references, for programs that have no others; any type that brings `recordKind` replaces it. */
export const plainRecordKind: Kind = { kind: 'record', node: plainRecord, emit: recordEmit, isBasic: true };
export const arrayKind: Kind = { kind: 'array', node: arrayNode, emit: movingArrayEmit, helpers: { isList } };
export const bitsKind: Kind = { kind: 'bits', node: bitsNode, emit: bitsEmit, helpers: { readBits, writeBits } };
export const overlayKind: Kind = { kind: 'overlay', node: overlayNode, emit: overlayEmit };
export const enumKind: Kind = { kind: 'enum', node: enumNode, emit: enumEmit };
export const varintKind: Kind = { kind: 'varint', node: varintNode, emit: varintEmit, helpers: varintHelpers };
export const blobKind: Kind = { kind: 'blob', node: blobNode, emit: blobEmit, helpers: { lend } };
export const textKind: Kind = { kind: 'text', node: textNode, emit: textEmit, helpers: textHelpers };
export const flagsKind: Kind = { kind: 'flags', node: flagsNode, emit: flagsEmit };
export const scaledKind: Kind = { kind: 'scaled', node: scaledNode, emit: scaledEmit };
export const timestampKind: Kind = {
  kind: 'timestamp',
  node: timestampNode,
  emit: timestampEmit,
  helpers: timeHelpers,
};
export const constantKind: Kind = {
  kind: 'constant',
  node: constantNode,
  emit: constantEmit,
  helpers: constantHelpers,
};
export const derivedKind: Kind = { kind: 'derived', node: derivedNode, emit: derivedEmit };
export const checksumKind: Kind = {
  kind: 'checksum',
  node: checksumNode,
  emit: checksumEmit,
  helpers: checksumHelpers,
};
export const alignKind: Kind = { kind: 'align', node: alignNode, emit: alignEmit };
export const sizedKind: Kind = { kind: 'sized', node: sizedNode, emit: sizedEmit };
export const optionalKind: Kind = {
  kind: 'optional',
  node: optionalNode,
  emit: optionalEmit,
  helpers: optionalHelpers,
};
export const unionKind: Kind = { kind: 'union', node: unionNode, emit: unionEmit, helpers: { lend } };
export const transformKind: Kind = {
  kind: 'transform',
  node: transformNode,
  emit: transformEmit,
  helpers: transformHelpers,
};
export const definitionsKind: Kind = { kind: 'definitions', node: definitionsNode, emit: definitionsEmit };
export const refKind: Kind = { kind: 'ref', node: refNode, emit: refEmit, helpers: definitionsHelpers };
