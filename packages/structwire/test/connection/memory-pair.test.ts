import { Struct } from 'structwire';
import { Connection, memoryPair, nodeScheduler, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf, collect, describeConnections } from './connection-contract.ts';
import { memoryEnds } from './memory-ends.ts';

describeConnections('an in-memory pair', async (options) => memoryEnds(options));
describeConnections('an in-memory pair that cuts at every byte', async (options) => memoryEnds(options, () => 1));

describe('reassembly', () => {
  const codec = new Struct('>HB');

  it('gives the same records wherever the stream is cut', async () => {
    const sent = Array.from({ length: 5 }, (_, index) => [index * 257, index]);
    for (let first = 1; first < 15; first++) {
      for (let second = 1; first + second <= 15; second++) {
        const sizes = [first, second, 15];
        await using ends = memoryEnds({ codec }, () => sizes.shift() ?? 15);
        for (const record of sent) void ends.client.send(record);
        await ends.client.end();
        expect(await collect(ends.server)).toEqual(sent);
      }
    }
  });

  it('reports a record that the end cuts off, after the whole ones', async () => {
    for (let cut = 1; cut < 3; cut++) {
      const [left, right] = memoryPair();
      const connection = new Connection(left, nodeScheduler, planConnection({ codec }));
      right.start({ onChunk: () => {}, onEnd: () => {}, onDrain: () => {}, onClose: () => {} });
      right.write(Uint8Array.of(0, 1, 2, 0, 3, 4, 9, 9).subarray(0, 6 + cut));
      right.end();
      const seen: unknown[] = [];
      const reading = (async () => {
        for await (const record of connection) seen.push(record);
      })();
      const error = await reading.catch((caught: unknown) => caught);
      expect(seen).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect([codeOf(error), error]).toMatchObject(['record-cut-off', { offset: 6, context: { have: cut, need: 3 } }]);
      await connection.close();
      expect(await connection.closed).toEqual({ error });
    }
  });
});
