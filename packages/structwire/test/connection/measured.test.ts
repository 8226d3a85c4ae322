import fc from 'fast-check';
import { array, type Codec, codec, record, rest, text, u8, u16, u32 } from 'structwire';
import { Connection, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect } from './connection-contract.ts';

const Message = codec(record({ id: u32, name: text(u8), samples: array(u16, u8) }));

const anyMessage = fc.record({
  id: fc.nat(),
  name: fc.string({ maxLength: 40 }),
  samples: fc.array(fc.nat(65_535), { maxLength: 20 }),
});

describe('records whose bytes say where they end', () => {
  it('arrive as they were sent, however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMessage, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        async (messages, cuts) => {
          let turn = 0;
          const [near, far] = memoryPair({ split: () => cuts[turn++ % cuts.length] ?? 1 });
          const sender = new Connection(near, nodeScheduler, planConnection({ codec: Message }));
          const receiver = new Connection(far, nodeScheduler, planConnection({ codec: Message }));
          await sender.sendMany(messages);
          await sender.end();
          expect(await collect(receiver)).toEqual(messages);
          await Promise.all([receiver.close(), sender.close()]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are measured once: a record of 100,000 bytes in single bytes costs no more than its length', async () => {
    const Blob = codec(record({ samples: array(u16, u16) }));
    const bytes = Blob.encode({ samples: Array.from({ length: 50_000 }, (_, index) => index) });
    const { records } = await receive(
      Blob,
      Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)),
    );
    expect(records.map(({ samples }) => samples.length)).toEqual([50_000]);
  });

  it('that a disconnect cuts off are reported after the whole ones', async () => {
    const bytes = Message.encode({ id: 1, name: 'ab', samples: [1, 2] });
    for (let end = 1; end < bytes.length; end++) {
      const { records, error } = await receive(Message, [bytes, bytes.subarray(0, end)]);
      expect(records).toHaveLength(1);
      expect(error).toMatchObject({ code: 'record-cut-off', context: { have: end }, offset: bytes.length });
    }
  });

  it('that announce more than the limit are refused before it is kept', async () => {
    const Long = codec(record({ data: text(u32) }));
    const { records, error } = await receive(Long, [
      Long.encode({ data: 'a' }),
      Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 1),
    ]);
    expect(records).toEqual([{ data: 'a' }]);
    expect(['frame-too-long', 'record-unreadable']).toContain(codeOf(error));
  });

  it('that are none are reported with their place in the stream', async () => {
    const bytes = Message.encode({ id: 1, name: 'ab', samples: [] });
    const bad = bytes.slice();
    bad.fill(0xff, 5, 7); // no UTF-8
    for (const pieces of [[bytes, bad], [Buffer.concat([bytes, bad])], [bytes, bad.subarray(0, 3), bad.subarray(3)]]) {
      const { records, error } = await receive(Message, pieces);
      expect(records).toHaveLength(1);
      expect(error).toMatchObject({ code: 'record-unreadable', context: { record: 1 }, path: 'name' });
      expect((error as { offset: number }).offset).toBeGreaterThanOrEqual(bytes.length + 4);
      expect((error as { offset: number }).offset).toBeLessThan(bytes.length * 2);
    }
  });

  it('that go on to the end of their input need a framing', () => {
    const Open = codec(record({ id: u8, data: rest }));
    expect(() => planConnection({ codec: Open })).toThrow(expect.objectContaining({ code: 'stream-needs-size' }));
  });
});

async function receive<Out>(
  receiving: Codec<Out, never>,
  pieces: Iterable<Uint8Array>,
): Promise<{ records: Out[]; error: unknown }> {
  const [near, far] = memoryPair();
  const connection = new Connection<Out, never>(
    near,
    nodeScheduler,
    planConnection({ codec: { receive: receiving, send: receiving } }),
  );
  far.start({ onChunk: () => {}, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
  for (const piece of pieces) far.write(piece);
  far.end();
  const records: Out[] = [];
  const error = await connection
    .onRecords((message) => records.push(message))
    .then(
      () => undefined,
      (caught: unknown) => caught,
    );
  await connection.close({ graceMs: 0 });
  return { records, error };
}
