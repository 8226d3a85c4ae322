import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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

  it('knows its version', () => {
    expect(execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' })).toMatch(
      /^[0-9]+\.[0-9]+\.[0-9]+\n$/,
    );
  });
});
