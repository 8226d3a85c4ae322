import type { Candidate } from '../../workload.ts';
import type { ShapedWorkload } from '../shaped-workload.ts';
import { binaryLayout } from './binary-layout.ts';
import { binaryParser } from './binary-parser.ts';
import { kaitai } from './kaitai.ts';
import { microPacked } from './micro-packed.ts';
import { msgpackr } from './msgpackr.ts';
import { protobufEs } from './protobuf-es.ts';
import { protobufjs } from './protobufjs.ts';
import { restructure } from './restructure.ts';
import type { Fields } from './shaped-peer.ts';
import { solanaCodecs } from './solana-codecs.ts';

/** Every peer that can express the shape of a workload. A new one is a file and a line here. */
export async function shapedPeers(workload: ShapedWorkload<Fields>): Promise<Candidate<Fields>[]> {
  const others = [
    binaryParser,
    restructure,
    microPacked,
    binaryLayout,
    solanaCodecs,
    protobufjs,
    protobufEs,
    msgpackr,
  ].flatMap((make) => make(workload) ?? []);
  const generated = await kaitai(workload);
  return generated === null ? others : [generated, ...others];
}
