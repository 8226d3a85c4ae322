import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The command as it is published; `npm test` has built it. */
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const shell = (script: string, input = ''): { stdout: Buffer; stderr: string; status: number | null } => {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `structwire() { "${process.execPath}" "${main}" "$@"; }\n${script}`],
    {
      input,
    },
  );
  return { stdout, stderr: stderr.toString(), status };
};

describe('the command as a process', () => {
  it('writes raw bytes to a pipe', () => {
    expect(shell("structwire pack '<I' 7 | od -An -tx1").stdout.toString().trim()).toBe('07 00 00 00');
  });

  it('ends quietly when nobody reads on', () => {
    const script = "set -o pipefail; structwire unpack '<H' /dev/zero | head -n 1";
    expect(shell(script)).toMatchObject({ stdout: Buffer.from('(0,)\n'), stderr: '', status: 0 });
  });

  it('prints one message and no stack trace', () => {
    const { stderr, status } = shell("structwire send 'I' 1 --host name.invalid --port 1");
    expect([status, stderr.match(/\n/g)?.length, stderr.slice(0, 12)]).toEqual([3, 1, 'structwire: ']);
    expect(shell("structwire unpack '<H' /").stderr).toMatch(/^structwire: .*\n$/);
  });

  it('packs and unpacks through a pipe without loss', () => {
    const { stdout } = shell("structwire pack '<qd' -- -9007199254740993 1e300 | structwire unpack '<qd'");
    expect(stdout.toString()).toBe('(-9007199254740993, 1e+300)\n');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends a listener on %s with a summary and exit code 0', async (signal) => {
    const child = spawn(process.execPath, [main, 'listen', 'I', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toMatch(/^listening on 127\.0\.0\.1:[0-9]+$/);
    expect((await lines.next()).value).toBe('waiting for a connection');
    const exited = once(child, 'exit');
    child.kill(signal);
    expect((await lines.next()).value).toBe('received 0 records, 0 bytes from 0 connections');
    expect(await exited).toEqual([0, null]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends a sender that waits for its stdin on %s', async (signal) => {
    for (const flags of [[], ['--raw']]) {
      const peer = createServer((socket) => void socket.resume().on('error', () => {})).listen(0, '127.0.0.1');
      await once(peer, 'listening');
      const port = String((peer.address() as AddressInfo).port);
      const child = spawn(process.execPath, [main, 'send', '<I', '--port', port, '--quiet', ...flags]);
      child.stdin.write('[1]\n'); // as bytes, one record as well
      const [socket] = (await once(peer, 'connection')) as [Socket];
      await once(socket, 'data');
      const text = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
      const exited = once(child, 'exit');
      child.kill(signal);
      expect((await text.next()).value).toBe('structwire: interrupted after 1 record');
      expect(await exited).toEqual([130, null]);
      peer.close();
    }
  });

  it('says so when the other side did not take what was sent', async () => {
    const peer = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      socket.resume().on('end', () => socket.resetAndDestroy());
    });
    await once(peer.listen(0, '127.0.0.1'), 'listening');
    const port = String((peer.address() as AddressInfo).port);
    const child = spawn(process.execPath, [main, 'send', '<I', '1', '--quiet', '--port', port]);
    const text = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
    expect((await text.next()).value).toMatch(/^structwire: the connection to .* broke: reset by the other side/);
    expect(await once(child, 'exit')).toEqual([3, null]);
    peer.close();
  });

  it('knows its version', () => {
    expect(execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' })).toMatch(
      /^[0-9]+\.[0-9]+\.[0-9]+\n$/,
    );
  });
});
