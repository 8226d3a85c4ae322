import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { hasOpenssl, makeCertificates } from '../../structwire/test/net/certificates.ts';
import { runCli, startCli, startListener } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-limits-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function peer(port: string): Promise<Socket> {
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  socket.on('error', () => {}); // a reset is how it is told
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

describe('a peer that', () => {
  it.each([
    ['says nothing', ['--idle-timeout', '50ms'], '', /for 50 ms \(idleTimeoutMs\)/],
    ['does not finish a record', ['--record-timeout', '50ms'], '01', /within 50 ms \(recordTimeoutMs\): 1 bytes/],
    ['does not agree in time', ['--agree', '--handshake-timeout', '50ms'], '89', /within 50 ms \(handshakeTimeoutMs\)/],
    [
      'sends too long a record',
      ['--frame', 'u32be', '--max-record-size', '1k'],
      '00000401',
      /a frame of 1025 bytes is longer than/,
    ],
  ])('%s is one message, and the listener goes on', async (_what, flags, hex, message) => {
    const listener = await startListener('<Q', flags);
    const socket = await peer(listener.port);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().write(Buffer.from(hex, 'hex'));
    await listener.line(message);
    await closed;
    listener.interrupt();
    const { exitCode, err } = await listener.done;
    expect([exitCode, err.match(/^structwire: /gm)?.length]).toEqual([0, 1]);
    expect(err).toMatch(/, 1 error\n$/);
  });

  it('reads nothing has until --write-timeout', async () => {
    const listener = await startListener('<Q', ['--echo', '--json', '--write-timeout', '100ms']);
    const socket = await peer(listener.port);
    socket.pause();
    const bytes = Buffer.alloc(65_536, 1);
    const write = (): void => {
      while (!socket.destroyed && socket.write(bytes));
    };
    socket.on('drain', write);
    write();
    await listener.line(/has taken nothing for 100 ms \(writeTimeoutMs\)/);
    listener.interrupt();
    expect((await listener.done).exitCode).toBe(0);
  });

  it('never stops sending has until --drain-timeout when the listener ends', async () => {
    const listener = await startListener('<Q', ['--drain-timeout', '200ms']);
    const socket = await peer(listener.port);
    const timer = setInterval(() => socket.write(Buffer.alloc(8, 1)), 5);
    await listener.line(/^unpacked/);
    listener.interrupt('SIGTERM');
    const { exitCode, err } = await listener.done;
    clearInterval(timer);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/received [0-9]+ records?, [0-9]+ bytes from 1 connection/);
  });

  it('is not reached in time is exit code 3', async () => {
    const outcome = await runCli(['send', '<Q', '1', '--host', 'name.invalid', '--port', '1']);
    expect([outcome.exitCode, outcome.out, outcome.err.match(/\n/g)?.length]).toEqual([3, '', 1]);
  });
});

describe.skipIf(!hasOpenssl)('--servername', () => {
  it('is the name that the certificate has to be for', async () => {
    const { ca, server } = makeCertificates();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [pem, key, authority] = [file('a.pem', server.cert), file('a.key', server.key), file('ca.pem', ca)];
    const listener = await startListener('<H', ['--tls-cert', pem, '--tls-key', key], ['tls://:0']);
    const to = ['send', `tls://:${listener.port}`, '<H', '7', '-q', '--tls-ca', authority];
    expect((await runCli([...to, '--servername', 'localhost'])).exitCode).toBe(0);
    const wrong = await runCli([...to, '--servername', 'other.test']);
    expect([wrong.exitCode, wrong.err]).toEqual([3, expect.stringMatching(/^structwire: .*altnames.*\n$/)]);
    listener.interrupt();
    await listener.done;
  });
});

describe('a long run of send', () => {
  it('shows on a terminal how far it is, and clears the line', async () => {
    const listener = await startListener('<H', ['--json']);
    const stdin = Array.from({ length: 30 }, (_, i) => `[${i}]\n`).join('');
    const args = ['send', '<H', '--port', listener.port, '-q', '--rate', '25/s'];
    const { exitCode, err } = await startCli(args, { stdin, isTerminal: true }).done;
    expect(exitCode).toBe(0);
    const shown = err.replaceAll('\r\u001b[K', '<'); // to the start of the line, and clear it
    expect(shown).toMatch(/<sent [0-9]+ records, [0-9]+ bytes, [0-9]+\/s</);
    expect(shown).toMatch(/<closing socket\n$/);
    listener.interrupt();
    expect((await listener.done).out.match(/\n/g)).toHaveLength(30);
  });

  it('shows nothing of it elsewhere', async () => {
    const listener = await startListener('<H', ['--json', '--count', '30']);
    const stdin = Array.from({ length: 30 }, (_, i) => `[${i}]\n`).join('');
    const outcome = await runCli(['send', '<H', '--port', listener.port, '-q', '--rate', '1000/s'], { stdin });
    expect(outcome).toMatchObject({ exitCode: 0, out: '', err: 'closing socket\n' });
    await listener.done;
  });
});
