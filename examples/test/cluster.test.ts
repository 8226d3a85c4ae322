import { Struct } from 'structwire';
import { type Connection, connect } from 'structwire/net';
import { afterAll, describe, expect, it } from 'vitest';
import { killPrograms, type Program, repositoryFile, startProgram } from './programs.ts';

const codec = new Struct('I 2s f');
type Client = Connection<[number, Uint8Array, number], readonly [number, Uint8Array | string, number]>;

afterAll(() => killPrograms());

describe('the server on several cores', () => {
  it('serves connections in every worker, and delivers on SIGTERM what is in flight: 10 x 2,000 records', async () => {
    const { program, port } = await start(2);
    const clients = await Promise.all(Array.from({ length: 10 }, () => connectTo(port)));
    const answers = clients.map(async (client) => {
      const indices: number[] = [];
      for await (const batch of client.batches()) indices.push(...batch.map(([index]) => index));
      await client.close();
      return indices;
    });
    await Promise.all(
      clients.map(async (client) => {
        await client.sendMany(Array.from({ length: 2_000 }, (_, index) => [index, 'ab', 0.5] as const));
        await client.flush();
      }),
    );
    program.kill('SIGTERM');
    const all = Array.from({ length: 2_000 }, (_, index) => index);
    expect(await Promise.all(answers)).toEqual(clients.map(() => all));
    expect(await program.done).toEqual({ exitCode: 0, lines: ['received 20000 records from 10 connections'] });
  });

  it('goes on when a worker is killed, and replaces it', async () => {
    const { program, port, pids } = await start(2);
    const clients: Client[] = [];
    for (let i = 0; i < 4; i++) {
      const client = await connectTo(port);
      await expectEcho(client); // both workers are free again: connections are dealt out in turn
      clients.push(client);
    }
    process.kill(pids[0]!, 'SIGKILL'); // there are two
    expect(await program.nextLine()).toBe(`worker ${pids[0]} died of SIGKILL: another one takes its place`);
    expect(await program.nextLine()).toMatch(/^worker \d+ listens$/);
    const alive = await Promise.all(
      clients.map((client) =>
        expectEcho(client).then(
          () => 1,
          () => 0,
        ),
      ),
    );
    expect(alive.filter(Boolean)).toHaveLength(2);
    for (let i = 0; i < 4; i++) {
      await using client = await connectTo(port);
      await expectEcho(client);
    }
    await Promise.all(clients.map((client) => client.close({ graceMs: 0 })));
    program.kill('SIGTERM');
    expect((await program.done).exitCode).toBe(0);
  });
});

async function start(workers: number): Promise<{ program: Program; port: number; pids: number[] }> {
  const program = startProgram(process.execPath, [repositoryFile('examples/cluster/server.mjs'), '0', `${workers}`]);
  const pids: number[] = [];
  for (;;) {
    const line = await program.nextLine();
    const [, pid] = /^worker (\d+) listens$/.exec(line) ?? [];
    if (pid !== undefined) pids.push(Number(pid));
    const [, port] = /^listening on .*:(\d+) with /.exec(line) ?? [];
    if (port !== undefined) return { program, port: Number(port), pids };
  }
}

function connectTo(port: number): Promise<Client> {
  return connect({ port, codec });
}

async function expectEcho(client: Client): Promise<void> {
  await client.send([7, 'ok', 0.5]);
  for await (const [index] of client) {
    expect(index).toBe(7);
    return;
  }
  throw new Error('the records ended');
}
