import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LayoutCodec, Struct } from 'structwire';
import { parseC } from 'structwire/c';
import { connect, listen, type Server } from 'structwire/net';
import { afterAll, describe, expect, it } from 'vitest';
import { hasProgram, killPrograms, repositoryFile, startProgram } from './programs.ts';

const FORMAT = 'I 2s f';
const AB = Uint8Array.of(0x61, 0x62);
const VALUE = 2.700000047683716; // 2.7 as a float32
const peer = (name: string): string => repositoryFile(`examples/peers/${name}`);
const hasPython = hasProgram('python3');
const compiler = process.env['CC'] ?? 'cc';
const hasCompiler = hasProgram(compiler);
const folder = mkdtempSync(join(tmpdir(), 'structwire-interop-'));

afterAll(() => {
  killPrograms();
  rmSync(folder, { recursive: true });
});

/** A structwire server that collects `count` records and then closes. */
async function collect(count: number): Promise<{ port: number; records: Promise<unknown[]> }> {
  const records: unknown[] = [];
  const server: Server<unknown[], readonly unknown[]> = await listen(
    { port: 0, codec: new Struct(FORMAT as string) },
    async (connection) => {
      for await (const record of connection) {
        records.push(record);
        if (records.length === count) void server.close();
      }
    },
  );
  return { port: server.port, records: server.closed.then(() => records) };
}

const expected = (count: number): unknown[] => Array.from({ length: count }, (_, i) => [i + 1, AB, VALUE]);

describe.skipIf(!hasPython)('Python', () => {
  it.each([
    ['one record', 1, []],
    ['a thousand records in one write', 1000, []],
    ['byte by byte with pauses', 2, ['1', '2']],
    ['seven bytes at a time', 100, ['7', '0']],
  ] as const)('its client sends %s to a structwire server', async (_name, count, pieces) => {
    const { port, records } = await collect(count);
    const client = startProgram('python3', [peer('client.py'), `${port}`, `${count}`, ...pieces]);
    expect(await records).toEqual(expected(count));
    expect(await client.done).toEqual({ exitCode: 0, lines: [] });
  });

  it('its server receives what a structwire client sends', async () => {
    const server = startProgram('python3', [peer('server.py'), '0']);
    const port = Number((await server.nextLine()).replace('port ', ''));
    const connection = await connect({ port, codec: new Struct(FORMAT as string) });
    for (const id of [1, 2, 0xffffffff]) await connection.send([id, 'ab', 2.7]);
    await connection.close();
    expect(await server.done).toEqual({
      exitCode: 0,
      lines: [
        `received 0100000061620000cdcc2c40 unpacked: (1, b'ab', ${VALUE})`,
        `received 0200000061620000cdcc2c40 unpacked: (2, b'ab', ${VALUE})`,
        `received ffffffff61620000cdcc2c40 unpacked: (4294967295, b'ab', ${VALUE})`,
      ],
    });
  });

  it('its server receives what the command sends', async () => {
    const server = startProgram('python3', [peer('server.py'), '0']);
    const port = (await server.nextLine()).replace('port ', '');
    const structwire = repositoryFile('packages/cli/dist/main.js');
    const client = startProgram(process.execPath, [structwire, 'send', FORMAT, '1', 'ab', '2.7', '--port', port]);
    expect(await client.done).toEqual({
      exitCode: 0,
      lines: ["values = (1, b'ab', 2.7)", "sending b'0100000061620000cdcc2c40'", 'closing socket'],
    });
    expect((await server.done).lines).toEqual([`received 0100000061620000cdcc2c40 unpacked: (1, b'ab', ${VALUE})`]);
  });
});

describe.skipIf(!hasCompiler)('C', () => {
  it('a struct sent as it is in memory arrives at a structwire server', async () => {
    const client = join(folder, 'client');
    execFileSync(compiler, [
      '-std=c11',
      '-D_POSIX_C_SOURCE=200809L',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-o',
      client,
      peer('client.c'),
    ]);
    const { port, records } = await collect(100);
    const { exitCode } = await startProgram(client, [`${port}`, '100']).done;
    expect([exitCode, await records]).toEqual([0, expected(100)]);
  });
});

describe.skipIf(!hasCompiler)('C declarations', () => {
  it('a struct with bit-fields, a union and padding goes to a C program and comes back', async () => {
    const relay = join(folder, 'relay');
    const flags = ['-std=c11', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Wextra', '-Werror'];
    execFileSync(compiler, [...flags, '-o', relay, repositoryFile('examples/c/relay.c')]);
    const header = repositoryFile('examples/c/sensor.h');
    const { layout } = parseC(readFileSync(header, 'utf8'), { file: header }).typeNamed('sensor_t');
    const sent = {
      id: 1,
      position: -5,
      gain: 3,
      channel: 100,
      state: 5,
      temperature: { celsius: 21.5 },
      samples: [1, 2, 3],
    };
    const answers: unknown[] = [];
    const server = await listen({ port: 0, codec: new LayoutCodec<unknown>(layout) }, async (connection) => {
      await connection.send(sent);
      for await (const answer of connection) {
        answers.push(answer);
        break;
      }
    });
    const program = startProgram(relay, [`${server.port}`]);
    expect(await program.done).toEqual({
      exitCode: 0,
      lines: ['id 1 position -5 gain 3 channel 100 celsius 21.5 samples 1 2 3'],
    });
    await server.close();
    expect(answers).toEqual([
      {
        ...sent,
        id: 2,
        position: -10,
        gain: 4,
        channel: 99,
        temperature: { celsius: 22, raw: [0, 0, 176, 65] },
        samples: [1, 2, -3],
      },
    ]);
  });
});

describe("the tutorial's programs", () => {
  it('talk to each other', async () => {
    const server = startProgram(process.execPath, [repositoryFile('examples/tutorial/server.mjs'), '0']);
    const address = await server.nextLine();
    const port = address.slice(address.lastIndexOf(':') + 1);
    const client = startProgram(process.execPath, [repositoryFile('examples/tutorial/client.mjs'), port]);
    expect(await client.done).toEqual({
      exitCode: 0,
      lines: ["sending 0100000061620000cdcc2c40 values = [ 1, 'ab', 2.7 ]", 'closing socket'],
    });
    expect([await server.nextLine(), await server.nextLine()]).toEqual([
      `unpacked: 1 ab ${VALUE}`,
      'waiting for a connection',
    ]);
    server.kill('SIGTERM');
    expect((await server.done).lines).toEqual([]);
  });
});

describe('the demo', () => {
  it('shows both transcripts to the character, and ends well', async () => {
    const { exitCode, lines } = await startProgram(process.execPath, [repositoryFile('examples/demo.mjs')]).done;
    const shown = lines
      .join('\n')
      .replaceAll(/--port [0-9]+|client\.py [0-9]+/g, (text) => text.replace(/[0-9]+/, '10000'));
    expect(exitCode).toBe(0);
    expect(shown).toContain(`$ structwire listen 'I 2s f' --port 10000
waiting for a connection
received b'0100000061620000cdcc2c40'
unpacked: (1, b'ab', 2.700000047683716)
waiting for a connection

$ structwire send 'I 2s f' 1 ab 2.7 --port 10000
values = (1, b'ab', 2.7)
sending b'0100000061620000cdcc2c40'
closing socket
`);
    if (hasPython) expect(shown).toContain("unpacked: (2, b'ab', 2.700000047683716)\n");
  });
});
