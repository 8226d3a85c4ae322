import { bytes, codec, record, Struct, u16, u32 } from 'structwire';
import { type Framing, parseFraming } from 'structwire/framing';
import { Connection, type ConnectionOptions, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { collect } from './connection-contract.ts';

const fixed = new Struct('<I 24s', { bytes: 'view' });
const variable = codec(record({ id: u32, tag: bytes(u16) }), { bytes: 'view' });

const RECORDS = 300;
const IDS = Array.from({ length: RECORDS }, (_, id) => id);
const CUTS = [1, 23, 1_000, 65_536];
const FRAMINGS = ['u8', 'u16be', 'varint', 'cobs', 'slip', 'sync:aa55,u8,sum@u8'];

describe.each<readonly [string, { readonly framing?: Framing }]>([
  ['one behind the other', {}],
  ...FRAMINGS.map((name) => [name, { framing: parseFraming(name) }] as const),
])('records (%s) that lend the memory they were read from', (_name, options) => {
  it.each(CUTS)('of fixed size stay what they were, in chunks of %i', async (cut) => {
    const records = await exchanged({ codec: fixed, ...options }, cut, (id): [number, Uint8Array] => [id, tagOf(id)]);
    expect(changedIds(records)).toEqual([]);
  });

  it.each(CUTS)('of variable size stay what they were, in chunks of %i', async (cut) => {
    const records = await exchanged({ codec: variable, ...options }, cut, (id) => ({ id, tag: tagOf(id) }));
    expect(changedIds(records.map(({ id, tag }) => [id, tag]))).toEqual([]);
  });
});

/** What comes out when records are sent in a stream that is cut in pieces of one length. */
async function exchanged<Out, In>(
  options: ConnectionOptions<Out, In>,
  cut: number,
  make: (id: number) => In,
): Promise<Out[]> {
  const [near, far] = memoryPair({ split: () => cut });
  const sender = new Connection(near, nodeScheduler, planConnection(options));
  const receiver = new Connection(far, nodeScheduler, planConnection(options));
  await sender.sendMany(IDS.map(make));
  void sender.end();
  const records = await collect(receiver);
  await Promise.all([sender.close(), receiver.close()]);
  return records;
}

function tagOf(id: number): Uint8Array {
  return Uint8Array.from({ length: 24 }, (_, index) => id * 7 + index);
}

/** The ids of the records that are missing or not what was sent. */
function changedIds(records: readonly (readonly unknown[])[]): number[] {
  return IDS.filter((id) => String(records[id]) !== String([id, tagOf(id)]));
}
