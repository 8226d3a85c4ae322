import { avsc } from './avsc.ts';
import { binaryLayout } from './binary-layout.ts';
import { binaryParser } from './binary-parser.ts';
import { cborX } from './cbor-x.ts';
import type { MakePeer } from './field.ts';
import { microPacked } from './micro-packed.ts';
import { msgpackr } from './msgpackr.ts';
import { protobufEs } from './protobuf-es.ts';
import { protobufjs } from './protobufjs.ts';
import { pythonStruct } from './python-struct.ts';
import { restructure } from './restructure.ts';
import { solanaCodecs } from './solana-codecs.ts';
import { typedStruct } from './typed-struct.ts';

/** Every peer, by the name of its package. A new one is a file and a line here. */
export const PEERS: readonly MakePeer[] = [
  pythonStruct,
  binaryParser,
  typedStruct,
  restructure,
  microPacked,
  binaryLayout,
  solanaCodecs,
  msgpackr,
  cborX,
  avsc,
  protobufjs,
  protobufEs,
];
