import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Struct } from 'structwire';
import { ColumnArena, columns } from 'structwire/columns';
import { expect, it } from 'vitest';

it('a socket receives into an arena, where the columns already are', async () => {
  const codec = columns(new Struct('<I f'));
  const count = 10_000;
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  const server = createServer((socket) => socket.end(codec.encode({ 0: ids, 1: Float32Array.from(ids) })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const arena = new ColumnArena(200_000);
  const buffer = arena.allocate(4096);
  const decoder = codec.decoder({ arena, batchSize: 512 });
  const seen: number[] = [];
  const take = (): void => {
    const { columns: batch } = decoder.take();
    expect(batch['0'].buffer).toBe(buffer.buffer);
    seen.push(...batch['0']);
  };
  const callback = (length: number): boolean => {
    const chunk = buffer.subarray(0, length);
    for (let at = 0; at < length; ) {
      at = decoder.write(chunk, at);
      if (decoder.isFull) take();
    }
    return true;
  };
  const { port } = server.address() as AddressInfo; // of a TCP server
  const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback } });
  await once(socket, 'close');
  take();
  decoder.end();
  server.close();
  await once(server, 'close');
  expect(seen).toEqual([...ids]);
});
