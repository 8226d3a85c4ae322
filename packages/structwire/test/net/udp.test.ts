import { once } from 'node:events';
import { array, codec, record, rest, Struct, text, u8, u16 } from 'structwire';
import { type Connection, connect, type ListenOptions, listen, type Server } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../src/connection/deferred.ts';
import { dropsIn } from '../../src/node/udp-drops.ts';
import { codeOf, describeConnections, nextOf, take } from '../connection/connection-contract.ts';
import { barePeer, udpEnds } from './udp-ends.ts';

const traits = { ends: false, halfCloses: false, resets: false, burst: 100 };
describeConnections('UDP', (options) => udpEnds(options), traits);
describeConnections('UDP, packed', (options) => udpEnds(options, { udp: { pack: true } }), traits);
describeConnections('UDP over IPv6', (options) => udpEnds(options, { host: '::1' }), traits);

const numbered = new Struct('<II');
type Numbered = Connection<[number, number], readonly [number, number]>;

/** A server that hands out what it gets, record by record. */
async function receiver(options: Partial<ListenOptions<[number, number], readonly [number, number]>> = {}): Promise<{
  server: Server<[number, number], readonly [number, number]>;
  next: () => Promise<[string, number]>;
  errors: unknown[];
}> {
  const errors: unknown[] = [];
  const seen: [string, number][] = [];
  let arrived = deferred<void>();
  const server = await listen(
    { port: 0, udp: true, codec: numbered, graceMs: 200, onError: (error) => void errors.push(error), ...options },
    async (connection) => {
      for await (const [number] of connection) {
        seen.push([connection.remoteAddress, number]);
        arrived.resolve();
      }
    },
  );
  const next = async (): Promise<[string, number]> => {
    while (seen.length === 0) {
      arrived = deferred();
      await arrived.promise;
    }
    return seen.shift() as [string, number]; // there is one
  };
  return { server, next, errors };
}

describe('a UDP listener', () => {
  it('answers each sender where the record came from', async () => {
    const handler = async (connection: Numbered): Promise<void> => {
      for await (const [number] of connection) await connection.send([number, connection.remoteAddress.length]);
    };
    await using server = await listen({ port: 0, udp: true, codec: numbered, graceMs: 100 }, handler);
    const clients = await Promise.all([1, 2, 3].map(() => connect({ port: server.port, udp: true, codec: numbered })));
    for (const [index, client] of clients.entries()) await client.send([index, 0]);
    expect((await Promise.all(clients.map(nextOf))).map(([number]) => number)).toEqual([0, 1, 2]);
    expect(server.stats).toMatchObject({ open: 3, accepted: 3, recordsReceived: 3, recordsSent: 3 });
    await Promise.all(clients.map((client) => client.close()));
  });

  it('takes several whole records of one datagram, and counts and reports one that is damaged, and goes on', async () => {
    const { server, next, errors } = await receiver();
    await using closing = server;
    await using peer = await barePeer();
    const send = (bytes: Uint8Array): void => peer.send(bytes, closing.port, '127.0.0.1');
    send(Buffer.concat([numbered.pack(1, 0), numbered.pack(2, 0)]));
    expect([await next(), await next()].map(([, number]) => number)).toEqual([1, 2]);
    send(new Uint8Array(12)); // one and a half
    send(new Uint8Array(0));
    send(numbered.pack(3, 0));
    expect(await next()).toEqual([`127.0.0.1:${peer.address().port}`, 3]);
    expect(errors).toMatchObject([{ code: 'frame-size-mismatch', offset: 16, context: { expected: 8, actual: 12 } }]);
    expect(server.stats).toMatchObject({
      accepted: 1,
      errors: 0,
      framesDamaged: 1,
      bytesSkipped: 12,
      recordsReceived: 3,
    });
  });

  it('takes records of variable size to the exact end of the datagram', async () => {
    const Message = codec(record({ id: u16, name: text(u8), samples: array(u8, u8) }));
    const damage = deferred<unknown>();
    const got = deferred<unknown[]>();
    await using server = await listen(
      { port: 0, udp: true, codec: Message, graceMs: 0, onDamage: damage.resolve },
      async (connection) => got.resolve(await take(connection, 3)),
    );
    await using peer = await barePeer();
    const messages = [
      { id: 1, name: 'a', samples: [] },
      { id: 2, name: '', samples: [1, 2] },
      { id: 3, name: 'c', samples: [] },
    ];
    const [first, second, third] = messages.map((message) => Message.encode(message)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    for (const bytes of [Buffer.concat([first, second]), Buffer.concat([third, first.subarray(0, 3)]), third]) {
      peer.send(bytes, server.port, '127.0.0.1');
    }
    expect(await got.promise).toEqual(messages);
    expect(codeOf(await damage.promise)).toBe('record-unreadable');
  });

  it('sends a record that goes to the end of its input in a datagram of its own, packed or not', async () => {
    const Open = codec(record({ id: u8, data: rest }));
    for (const pack of [false, true]) {
      const got = deferred<unknown[]>();
      await using server = await listen({ port: 0, udp: true, codec: Open, graceMs: 0 }, async (connection) =>
        got.resolve(await take(connection, 2)),
      );
      await using client = await connect({ port: server.port, udp: { pack }, codec: Open });
      await client.sendMany([
        { id: 1, data: Uint8Array.of(1, 2) },
        { id: 2, data: Uint8Array.of(3) },
      ]);
      expect(await got.promise).toEqual([
        { id: 1, data: Uint8Array.of(1, 2) },
        { id: 2, data: Uint8Array.of(3) },
      ]);
    }
  });

  it('turns away those who come when it is full, and counts them', async () => {
    const { server, next } = await receiver({ maxConnections: 1 });
    await using closing = server;
    await using first = await barePeer();
    await using second = await barePeer();
    first.send(numbered.pack(1, 0), closing.port, '127.0.0.1');
    await next();
    second.send(numbered.pack(2, 0), closing.port, '127.0.0.1');
    first.send(numbered.pack(3, 0), closing.port, '127.0.0.1');
    expect((await next())[1]).toBe(3);
    expect(server.stats).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('lets a sender go that was silent for too long, without an error, and takes it again', async () => {
    const { server, next, errors } = await receiver({ idleTimeoutMs: 20 });
    await using closing = server;
    await using peer = await barePeer();
    for (let turn = 1; turn <= 2; turn++) {
      peer.send(numbered.pack(turn, 0), closing.port, '127.0.0.1');
      expect((await next())[1]).toBe(turn);
      const [connection] = server.connections;
      expect(await connection?.closed).toEqual({});
    }
    expect([server.stats.accepted, server.stats.open, errors]).toEqual([2, 0, []]);
  });

  it('drops and counts what nobody takes, and still serves the others', async () => {
    const blocked = deferred<void>();
    const numbers: number[] = [];
    const done = deferred<void>();
    const handler = async (connection: Numbered): Promise<void> => {
      for await (const [number] of connection) {
        if (number === 0) await blocked.promise;
        else if (number === 77) done.resolve();
        else numbers.push(number);
      }
    };
    await using server = await listen({ port: 0, udp: true, codec: numbered, maxPending: 300, graceMs: 100 }, handler);
    await using slow = await connect({ port: server.port, udp: true, codec: numbered });
    await using quick = await connect({ port: server.port, udp: true, codec: numbered });
    for (let number = 0; number < 50; number++) await slow.send([number, 0]);
    await slow.flush();
    await quick.send([77, 0]);
    await done.promise;
    expect(server.stats.messages?.droppedLagging).toBeGreaterThan(0);
    blocked.resolve();
  });

  it('says how large a buffer it got, and on Linux what was dropped', async () => {
    await using server = await listen({ port: 0, udp: { recvBufferSize: 100_000 }, codec: numbered }, () => {});
    const { messages } = server.stats;
    expect(messages?.receiveBufferBytes).toBeGreaterThanOrEqual(100_000);
    if (process.platform === 'linux') expect(messages?.droppedBySystem).toBe(0);
    await server.close();
    expect(server.stats.messages?.receiveBufferBytes).toBe(messages?.receiveBufferBytes);
  });

  it.runIf(process.platform === 'linux')('accounts for every datagram that was sent faster than it reads', async () => {
    let received = 0;
    await using server = await listen(
      { port: 0, udp: { recvBufferSize: 4_096 }, codec: numbered, graceMs: 100 },
      (connection) => {
        void connection.onRecords(() => received++);
      },
    );
    await using peer = await barePeer();
    const sent = Array.from(
      { length: 500 },
      () => new Promise((resolve) => peer.send(new Uint8Array(800), server.port, '127.0.0.1', resolve)),
    );
    await Promise.all(sent);
    const counted = (): number => received / 100 + (server.stats.messages?.droppedBySystem ?? 0);
    while (counted() < 500) await new Promise(setImmediate);
    expect(counted()).toBe(500);
    expect(server.stats.messages?.droppedBySystem).toBeGreaterThan(0);
    expect(server.stats.errors).toBe(0);
  });

  it('has nothing to agree about', async () => {
    const options = { port: 0, udp: true, codec: numbered, agree: true } as const;
    expect(await listen(options, () => {}).catch(codeOf)).toBe('bad-option');
    expect(await connect(options).catch(codeOf)).toBe('bad-option');
  });

  it('finishes in good order: what had come is delivered, answers still leave', async () => {
    const seen: number[] = [];
    const server = await listen({ port: 0, udp: true, codec: numbered }, async (connection) => {
      for await (const [number] of connection) {
        seen.push(number);
        await connection.send([number, 1]);
      }
    });
    await using client = await connect({ port: server.port, udp: true, codec: numbered });
    for (let number = 0; number < 50; number++) await client.send([number, 0]);
    await client.flush();
    await server.close();
    expect(seen).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect((await take(client, 50)).map(([number]) => number)).toEqual(seen);
    expect(server.stats).toMatchObject({ open: 0, errors: 0 });
  });

  it('does not share its port by accident', async () => {
    await using server = await listen({ port: 0, udp: true, codec: numbered }, () => {});
    const again = listen({ port: server.port, udp: true, codec: numbered }, () => {});
    expect(await again.catch(codeOf)).toBe('address-in-use');
  });
});

describe('a UDP client', () => {
  it('sends each record in a datagram of its own, or packs what fits', async () => {
    for (const [udp, sizes] of [
      [true, Array.from({ length: 10 }, () => 8)],
      [{ pack: true, maxDatagram: 30 }, [24, 24, 24, 8]],
    ] as const) {
      await using peer = await barePeer();
      const lengths: number[] = [];
      const all = new Promise<void>((resolve) =>
        peer.on('message', ({ length }) => {
          if (lengths.push(length) === sizes.length) resolve();
        }),
      );
      await using client = await connect({ port: peer.address().port, udp, codec: numbered });
      await client.sendMany(Array.from({ length: 10 }, (_, number) => [number, 0] as const));
      await all;
      expect(lengths).toEqual(sizes);
    }
  });

  it('refuses a record that is longer than a datagram', async () => {
    const long = new Struct('2000s');
    await using client = await connect({ port: 1, udp: true, codec: long });
    expect(await client.send([new Uint8Array(2_000)]).catch(codeOf)).toBe('frame-too-long');
  });

  it('takes a port where nobody listens for a loss, and counts it', async () => {
    const port = await unusedPort();
    await using client = await connect({ port, udp: true, codec: numbered });
    while (client.stats.messages?.undelivered === 0) {
      await client.send([1, 1]);
      await client.flush();
      await new Promise(setImmediate);
    }
    expect(client.stats.errors).toBe(0);
  });

  it('hears only its peer', async () => {
    await using peer = await barePeer();
    await using stranger = await barePeer();
    await using client = await connect({ port: peer.address().port, udp: true, codec: numbered });
    await client.send([1, 1]);
    const [, { port }] = (await once(peer, 'message')) as [Buffer, { port: number }];
    await new Promise((resolve) => stranger.send(numbered.pack(66, 0), port, '127.0.0.1', resolve));
    peer.send(numbered.pack(2, 0), port, '127.0.0.1');
    expect(await nextOf(client)).toEqual([2, 0]);
  });

  it('sends to a multicast group, which every listener of the group gets', async () => {
    const group = '239.255.77.77';
    const udp = { groups: [group], interface: '127.0.0.1' };
    const first = await receiver({ udp });
    await using one = first.server;
    const second = await receiver({ udp, port: one.port });
    await using two = second.server;
    const target = { host: group, port: two.port, udp: { interface: '127.0.0.1', ttl: 0, loopback: true } };
    await using client = await connect({ ...target, codec: numbered });
    await client.send([9, 9]);
    expect([(await first.next())[1], (await second.next())[1]]).toEqual([9, 9]);
  });

  it('sends to a broadcast address, and hears the answers', async () => {
    await using server = await listen(
      { port: 0, host: '0.0.0.0', udp: true, codec: numbered, graceMs: 100 },
      async (connection) => {
        for await (const [number] of connection) await connection.send([number + 1, 0]);
      },
    );
    const to = { host: '127.255.255.255', port: server.port, codec: numbered };
    await using client = await connect({ ...to, udp: { broadcast: true } });
    await client.send([1, 1]);
    expect(await nextOf(client)).toEqual([2, 0]);
  });

  it('gives up when its signal is aborted', async () => {
    const [stop, reason] = [new AbortController(), new Error('enough')];
    const connecting = connect({
      host: 'sensor.test',
      port: 1,
      udp: true,
      codec: numbered,
      signal: stop.signal,
      lookup: () => {},
    });
    stop.abort(reason);
    await expect(connecting).rejects.toBe(reason);
  });
});

it('the drops of a socket are the last number of its line, unless others share its address', () => {
  const head =
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n';
  const line = (slot: number, drops: number): string =>
    ` ${slot}: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12345 2 0000000000000000 ${drops}       \n`;
  expect(dropsIn(head + line(12, 345), { address: '127.0.0.1', port: 8080 })).toBe(345);
  expect(dropsIn(head + line(12, 345), { address: '127.0.0.1', port: 8081 })).toBeUndefined();
  expect(dropsIn(head + line(12, 345) + line(13, 1), { address: '127.0.0.1', port: 8080 })).toBeUndefined();
});

async function unusedPort(): Promise<number> {
  await using socket = await barePeer();
  return socket.address().port;
}
