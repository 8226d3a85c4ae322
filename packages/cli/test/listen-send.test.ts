import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli, startListener } from './run-cli.ts';

const TUTORIAL = '0100000061620000cdcc2c40';
const RECORD = Buffer.from(TUTORIAL, 'hex');
const WAITING = /^waiting for a connection$/;

/** A raw client that sends these pieces, each when the one before has left, and ends. */
async function sendPieces(port: string, pieces: readonly Uint8Array[]): Promise<void> {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  for (const piece of pieces) await new Promise((resolve) => socket.write(piece, resolve));
  socket.end().resume();
  await once(socket, 'close');
}

describe('the tutorial', () => {
  it('is shown to the character, on both sides', async () => {
    const listener = await startListener('I 2s f');
    const sender = await runCli(['send', 'I 2s f', '1', 'ab', '2.7', '--port', listener.port]);
    await listener.line(WAITING, 2);
    expect(sender).toMatchObject({
      exitCode: 0,
      out: `values = (1, b'ab', 2.7)\nsending b'${TUTORIAL}'\n`,
      err: 'closing socket\n',
    });
    expect(listener.screen().replace(/^listening on .*\n/, '')).toBe(
      `waiting for a connection\nreceived b'${TUTORIAL}'\nunpacked: (1, b'ab', 2.700000047683716)\nwaiting for a connection\n`,
    );
    listener.interrupt();
    expect(await listener.done).toMatchObject({
      exitCode: 0,
      out: `received b'${TUTORIAL}'\nunpacked: (1, b'ab', 2.700000047683716)\n`,
      err: expect.stringMatching(/\nreceived 1 record, 12 bytes from 1 connection\n$/),
    });
  });
});

describe('listen', () => {
  it('stops after --count records and shows no more', async () => {
    const listener = await startListener('I 2s f', ['--count', '3', '--json']);
    const done = sendPieces(listener.port, [Buffer.concat(Array(5).fill(RECORD))]);
    expect(await listener.done).toMatchObject({ exitCode: 0, out: '{"values":[1,"ab",2.7]}\n'.repeat(3) });
    await done;
  });

  it('puts a record together however it arrives, and takes a thousand at once', async () => {
    const listener = await startListener('I 2s f', ['--count', '1001', '--json']);
    await sendPieces(
      listener.port,
      Array.from(RECORD, (byte) => Uint8Array.of(byte)),
    );
    await sendPieces(listener.port, [Buffer.concat(Array(1000).fill(RECORD))]);
    expect((await listener.done).out).toBe('{"values":[1,"ab",2.7]}\n'.repeat(1001));
  });

  it('says that a record was cut off, invents none, and goes on serving', async () => {
    const listener = await startListener('I 2s f');
    await sendPieces(listener.port, [RECORD, RECORD.subarray(0, 7)]);
    await listener.line(WAITING, 2);
    await sendPieces(listener.port, [RECORD]);
    await listener.line(WAITING, 3);
    listener.interrupt('SIGTERM');
    const { exitCode, out, err } = await listener.done;
    expect([exitCode, out.match(/^received/gm)?.length]).toEqual([0, 2]);
    expect(err).toContain('structwire: the connection ended inside a record: 7 of 12 bytes had arrived');
    expect(err).toMatch(/\nreceived 2 records, 24 bytes from 2 connections, 1 error\n$/);
  });

  it('ends with exit code 1 at such a connection when it is strict', async () => {
    const listener = await startListener('I 2s f', ['--strict']);
    await sendPieces(listener.port, [RECORD.subarray(0, 7)]);
    const { exitCode, err } = await listener.done;
    expect(exitCode).toBe(1);
    expect(err.match(/ended inside a record/g)).toHaveLength(1);
  });

  it('does not wait for connections that stay open when it is to end', async () => {
    const listener = await startListener('I 2s f');
    const idle = connect(Number(listener.port), '127.0.0.1').resume();
    const closed = new Promise((resolve) => idle.on('error', resolve).on('close', resolve)); // a reset will do
    await sendPieces(listener.port, [RECORD]);
    await listener.line(WAITING, 2);
    listener.interrupt();
    expect((await listener.done).exitCode).toBe(0);
    await closed;
  });

  it('says that a port is in use, exit code 3', async () => {
    const { port } = await listeningServer(() => {});
    const outcome = await runCli(['listen', 'I', '--port', `${port}`]);
    expect(outcome).toMatchObject({ exitCode: 3, out: '' });
    expect(outcome.err).toBe(
      `structwire: cannot listen on 127.0.0.1:${port}: the address is in use by another process\n`,
    );
  });

  it.each([
    [['I'], 'structwire: say where: --port N, or an address such as tcp://127.0.0.1:10000\n'],
    [[], 'structwire: the FORMAT is missing: what the bytes are\n'],
    [['I', '1', '--port', '0'], 'structwire: too many arguments: 1\n'],
    [['ftp://x:1', 'I'], "structwire: unknown kind of address 'ftp://x:1'; the kinds are tcp://, "],
    [['tcp://localhost', 'I'], "structwire: 'tcp://localhost' has no port, as in tcp://127.0.0.1:10000\n"],
    [['unix://', 'I'], "structwire: 'unix://' has no path, as in unix:///run/records.sock\n"],
    [['tls://:0', 'I'], 'structwire: a tls:// listener needs --tls-cert FILE and --tls-key FILE\n'],
    [['I', '--port', '0', '--frame', 'u17'], 'u17'],
    [['I', '--port', '0', '--idle-timeout', 'soon'], 'Expected a time such as 30s, 500ms or off.'],
    [['I', '--port', '0', '--max-record-size', '1x'], 'Expected a size such as 4096, 64k or 1m.'],
    [['I', '--port', '65536'], 'A port is at most 65535.'],
    [['I', '--port', 'x'], 'Expected a whole number.'],
    [['2z', '--port', '0'], "structwire: bad char in struct format: 'z' [at index 1]\n  2z\n   ^\n"],
    [['0s', '--port', '0'], 'a record of 0 bytes cannot be told from nothing in a stream'],
  ])('%j is a usage error', async (args, message) => {
    const outcome = await runCli(['listen', ...args]);
    expect(outcome).toMatchObject({ exitCode: 2, out: '' });
    expect(outcome.err).toContain(message);
  });
});

describe('send', () => {
  it('sends every line of JSON on stdin over one connection', async () => {
    const listener = await startListener('<HB', ['--count', '2', '--json']);
    const stdin = '{"values":[1,2]}\n[3,4]\n';
    const sender = await runCli(['send', '<HB', '--port', listener.port, '--quiet'], { stdin });
    expect(sender).toMatchObject({ exitCode: 0, out: '', err: 'closing socket\n' });
    expect((await listener.done).out).toBe('{"values":[1,2]}\n{"values":[3,4]}\n');
  });

  it('calls nobody when the values do not fit', async () => {
    const calls: Socket[] = [];
    const { port } = await listeningServer((socket) => calls.push(socket));
    const outcome = await runCli(['send', '<H', '70000', '--port', `${port}`]);
    expect(outcome).toMatchObject({ exitCode: 1, out: '' });
    expect(outcome.err).toContain("'H' format requires 0 <= number <= 65535, got 70000");
    // A second client shows that the server is awake and that nobody came before it.
    await sendPieces(`${port}`, []);
    expect(calls).toHaveLength(1);
  });

  it('says that nobody listens, exit code 3', async () => {
    const { server, port } = await listeningServer(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await runCli(['send', 'I', '1', '--port', `${port}`])).toEqual({
      exitCode: 3,
      out: '',
      bytes: Buffer.alloc(0),
      err: `structwire: cannot connect to 127.0.0.1:${port}: connection refused, nothing listens there\n`,
    });
  });
});

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) if (server.listening) await new Promise((resolve) => server.close(resolve));
});

async function listeningServer(onSocket: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    onSocket(socket);
    socket.resume().on('end', () => socket.end());
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}
