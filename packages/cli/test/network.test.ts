import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasOpenssl, makeCertificates } from '../../structwire/test/net/certificates.ts';
import { runCli, startCli, startListener } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'structwire-net-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('addresses', () => {
  it('tcp:// is what --port is', async () => {
    const listener = await startListener('<H', ['--count', '1'], ['tcp://127.0.0.1:0']);
    expect((await runCli(['send', `tcp://:${listener.port}`, '<H', '7'])).exitCode).toBe(0);
    expect((await listener.done).out).toBe("received b'0700'\nunpacked: (7,)\n");
  });

  it('unix:// is a Unix socket, and -f a place for the format', async () => {
    const address = `unix://${join(folder, 'records.sock')}`;
    const listener = startCli(['listen', address, '-f', '<H', '--count', '1']);
    await listener.line(/^waiting/);
    expect((await runCli(['send', address, '7', '-f', '<H'])).exitCode).toBe(0);
    expect((await listener.done).out).toBe("received b'0700'\nunpacked: (7,)\n");
    expect((await runCli(['send', address, '<H', '7'])).exitCode).toBe(3);
  });
});

describe('udp://', () => {
  it('takes and sends datagrams of whole records, and says which was none', async () => {
    const listener = await startListener('<H', ['--count', '2'], ['udp://127.0.0.1:0']);
    const to = `udp://127.0.0.1:${listener.port}`;
    expect(await runCli(['send', to, '<3s', 'abc'])).toMatchObject({ exitCode: 0, err: 'closing socket\n' });
    await listener.line(/a frame holds 3 bytes where a record takes 2/);
    await runCli(['send', to, '<H', '--pack', '-q'], { stdin: '[1]\n[2]\n' });
    expect((await listener.done).out).toContain('unpacked: (1,)\n');
  });

  it('udp-multicast:// joins a group', async () => {
    const onThisMachine = ['--interface', '127.0.0.1'];
    const group = '239.255.77.78';
    const listener = await startListener('<H', ['--count', '1', ...onThisMachine], [`udp-multicast://${group}:0`]);
    await runCli(['send', `udp-multicast://${group}:${listener.port}`, '<H', '7', '--ttl', '0', ...onThisMachine]);
    expect((await listener.done).out).toContain('unpacked: (7,)\n');
  });
});

describe('ws://', () => {
  it('carries records both ways, at one path only where one is named', async () => {
    const listener = await startListener(
      '<H',
      ['--count', '1', '--subprotocol', 'records'],
      ['ws://127.0.0.1:0/records'],
    );
    const send = (path: string, ...flags: string[]): ReturnType<typeof runCli> =>
      runCli(['send', `ws://:${listener.port}${path}`, '<H', '7', ...flags]);
    const lost = await send('/', '--subprotocol', 'records');
    expect([lost.exitCode, lost.err]).toEqual([
      3,
      `structwire: no WebSocket with ws://127.0.0.1:${listener.port}/: the server answers HTTP 404 Not Found\n`,
    ]);
    expect((await send('/records')).exitCode).toBe(3); // without the subprotocol
    expect(await send('/records?from=test', '--subprotocol', 'records')).toMatchObject({
      exitCode: 0,
      err: 'closing socket\n',
    });
    expect((await listener.done).out).toBe("received b'0700'\nunpacked: (7,)\n");
  });
});

describe('-', () => {
  it('reads records from stdin until it ends, and fails where it is cut', async () => {
    expect(await runCli(['listen', '-', '<H', '--json'], { stdin: Uint8Array.of(7, 0, 8, 0) })).toMatchObject({
      exitCode: 0,
      out: '{"values":[7]}\n{"values":[8]}\n',
      err: '',
    });
    const cut = await runCli(['listen', '-', '<H', '--frame', 'u8'], { stdin: Uint8Array.of(2, 7, 0, 2, 8) });
    expect([cut.exitCode, cut.out]).toEqual([1, "received b'0700'\nunpacked: (7,)\n"]);
    expect(cut.err).toContain('the connection ended inside a record: 2 of 3 bytes had arrived');
    expect((await runCli(['listen', '-', '<H', '--count', '1'], { stdin: Uint8Array.of(7, 0, 8, 0) })).out).toContain(
      '(7,)',
    );
    expect((await runCli(['listen', '-', '<H', '--echo'], { stdin: '' })).exitCode).toBe(2);
    expect((await runCli(['listen', '-', '<H'])).exitCode).toBe(2); // a terminal
  });

  it('writes records to stdout, and nothing else', async () => {
    const sent = await runCli(['send', '-', '<H', '--frame', 'u8'], { stdin: '[7]\n[8]\n' });
    expect([sent.exitCode, Array.from(sent.bytes)]).toEqual([0, [2, 7, 0, 2, 8, 0]]);
    expect((await runCli(['send', '-', '<H', '7'], { isTerminal: true })).exitCode).toBe(2);
  });
});

describe.skipIf(!hasOpenssl)('tls://', () => {
  const file = (name: string): string => join(folder, name);
  beforeAll(() => {
    const { ca, server, client, stranger } = makeCertificates();
    writeFileSync(file('ca.pem'), ca);
    for (const [name, identity] of Object.entries({ server, client, stranger })) {
      writeFileSync(file(`${name}.pem`), identity.cert);
      writeFileSync(file(`${name}.key`), identity.key);
    }
  });
  const identity = (name: string): string[] => ['--tls-cert', file(`${name}.pem`), '--tls-key', file(`${name}.key`)];

  it('speaks TLS on both sides, mutual too', async () => {
    const flags = [...identity('server'), '--tls-client-ca', file('ca.pem'), '--count', '1'];
    const listener = await startListener('<H', flags, ['tls://:0']);
    const to = ['send', `tls://:${listener.port}`, '<H', '7', '--tls-ca', file('ca.pem')];
    const sent = await runCli([...to, ...identity('client')]);
    expect(sent).toMatchObject({ exitCode: 0, err: 'closing socket\n' });
    expect((await listener.done).out).toContain('unpacked: (7,)\n');
  });

  it('carries WebSockets as wss://', async () => {
    const flags = [...identity('server'), '--tls-client-ca', file('ca.pem'), '--count', '1'];
    const listener = await startListener('<H', flags, ['wss://127.0.0.1:0']);
    const to = ['send', `wss://localhost:${listener.port}/`, '<H', '7', '--tls-ca', file('ca.pem')];
    expect(await runCli([...to, ...identity('client')])).toMatchObject({ exitCode: 0, err: 'closing socket\n' });
    expect((await listener.done).out).toContain('unpacked: (7,)\n');
  });

  it('says in one message why it does not: who is not trusted, who speaks something else', async () => {
    const listener = await startListener('<H', identity('stranger'), ['tls://:0']);
    const untrusted = await runCli(['send', `tls://:${listener.port}`, '<H', '7', '--tls-ca', file('ca.pem')]);
    expect([untrusted.exitCode, untrusted.err.match(/\n/g)?.length]).toEqual([3, 1]);
    await runCli(['send', `tcp://:${listener.port}`, '<42s', 'this is no TLS, and it is not short either']);
    await listener.line(/does not speak TLS/);
    listener.interrupt();
    expect((await listener.done).exitCode).toBe(0);
    expect(await runCli(['listen', 'tls://:0', 'I', '--tls-cert', 'no.pem', '--tls-key', 'no.key'])).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/^structwire: cannot read no\.pem: .*\n$/),
    });
  });
});

describe('--frame', () => {
  it.each([
    ['u8'],
    ['u16be'],
    ['u16le'],
    ['u32be'],
    ['u32le'],
    ['varint'],
    ['cobs'],
    ['slip'],
    ['delim:0d0a'],
    ['len:u16le,offset=2,header=4'],
    ['sync:b562,u16le,fletcher8@u16le'],
  ])('%s on both sides carries records of any size', async (frame) => {
    const listener = await startListener('<3s', ['--count', '2', '--frame', frame, '--json']);
    const stdin = '["abc"]\n["xyz"]\n';
    const sender = await runCli(['send', '<3s', '--port', listener.port, '--frame', frame, '-q'], { stdin });
    expect(sender).toMatchObject({ exitCode: 0, err: 'closing socket\n' });
    expect((await listener.done).out).toBe('{"values":["abc"]}\n{"values":["xyz"]}\n');
  });

  it('fixed is what a format of fixed size says already', async () => {
    const listener = await startListener('<H', ['--count', '1', '--frame', 'fixed']);
    await runCli(['send', '<H', '7', '--port', listener.port, '--frame', 'fixed']);
    expect((await listener.done).out).toContain('(7,)');
  });

  it('puts what it says in front', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const received = once(server, 'connection').then(async ([socket]) => {
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('hex');
    });
    await runCli(['send', '<H', '7', '--port', `${port}`, '--frame', 'u16be']);
    expect(await received).toBe('00020700');
    server.close();
  });

  it('reports how much noise was skipped', async () => {
    const listener = await startListener('<H', ['--frame', 'sync:b562,u8']);
    const socket = connect(Number(listener.port), '127.0.0.1').resume();
    socket.end(Buffer.from(`ffffff${'b562020700'}`, 'hex'));
    await listener.line(/^waiting/, 2);
    listener.interrupt();
    const { out, err } = await listener.done;
    expect(out).toContain('(7,)');
    expect(err).toMatch(/received 1 record, 2 bytes from 1 connection, 3 bytes skipped\n$/);
  });

  it('reports how much noise was skipped on stdin, when it was', async () => {
    const args = ['listen', '-', '<H', '--frame', 'sync:b562,u8', '--json'];
    const outcomes = await Promise.all(
      ['ffffff', ''].map((noise) => runCli(args, { stdin: Buffer.from(`${noise}b562020700`, 'hex') })),
    );
    expect(outcomes.map(({ out }) => out)).toEqual(['{"values":[7]}\n', '{"values":[7]}\n']);
    expect(outcomes[0]?.err).toMatch(/^received 1 record, 2 bytes from 1 connection, 3 bytes skipped\n$/);
    expect(outcomes[1]?.err).toBe('');
  });
});

describe('--agree', () => {
  it('carries the records of two sides that fit, and echoes them', async () => {
    const listener = await startListener('<H', ['--count', '1', '--agree', '--echo', '--json']);
    expect((await runCli(['send', '<H', '7', '--port', listener.port, '--agree'])).exitCode).toBe(0);
    expect((await listener.done).out).toBe('{"values":[7]}\n');
  });

  it('says on both sides what does not, before a record is sent', async () => {
    const listener = await startListener('<id:H', ['--agree']);
    const sender = await runCli(['send', '<id:I', '7', '--port', listener.port, '--agree']);
    expect([sender.exitCode, sender.out]).toEqual([1, '']);
    expect(sender.err).toMatch(
      /^structwire: the two sides do not agree about what goes to \S+: the first difference is 'id' \(u32 le, offset 0\) here, 'id' \(u16 le, offset 0\) there; a record has 4 bytes here, 2 bytes there .*\n$/,
    );
    await listener.line(/'id' \(u16 le, offset 0\) here, 'id' \(u32 le/);
    listener.interrupt();
    expect((await listener.done).exitCode).toBe(0);
  });

  it('gives up on a side that does not agree', async () => {
    const listener = await startListener('<H', []);
    const sender = await runCli(['send', '<H', '7', '--port', listener.port, '--agree', '--handshake-timeout', '5s']);
    expect([sender.exitCode, sender.err.match(/\n/g)?.length]).toEqual([3, 1]);
    await listener.line(/speaks the preamble of 'agree: true', not records/);
    listener.interrupt();
    await listener.done;
  });
});

describe('listen', () => {
  it('sends every record back with --echo, byte for byte', async () => {
    const listener = await startListener('bxh', ['--echo', '--count', '2']);
    const socket = connect(Number(listener.port), '127.0.0.1');
    const bytes = Buffer.from('01ff020003ee0400', 'hex'); // padding that is not zero comes back as it was
    socket.write(bytes);
    let answer = Buffer.alloc(0);
    for await (const chunk of socket) {
      answer = Buffer.concat([answer, chunk as Buffer]);
      if (answer.length === bytes.length) break;
    }
    expect(answer).toEqual(bytes);
    expect((await listener.done).exitCode).toBe(0);
  });

  it('refuses connections beyond --max-connections, and says how many', async () => {
    const listener = await startListener('<H', ['--max-connections', '1']);
    const first = connect(Number(listener.port), '127.0.0.1').resume();
    await once(first, 'connect');
    first.write(Buffer.from('0700', 'hex'));
    await listener.line(/^unpacked/);
    const second = connect(Number(listener.port), '127.0.0.1').resume();
    await new Promise((resolve) => second.on('error', resolve).on('close', resolve));
    first.end();
    await listener.line(/^waiting/, 2);
    listener.interrupt();
    expect((await listener.done).err).toMatch(/1 connection refused\n$/);
  });

  it('gives up a peer that begins a record and does not end it', async () => {
    const listener = await startListener('<Q', ['--record-timeout', '50ms']);
    const peer = connect(Number(listener.port), '127.0.0.1').resume();
    peer.on('error', () => {}); // a reset is how it is told
    peer.write(Buffer.of(1));
    await listener.line(/^structwire: .*50 ms/);
    listener.interrupt();
    expect((await listener.done).err).toMatch(/, 1 error\n$/);
  });

  it('delivers on SIGTERM what is under way', async () => {
    const listener = await startListener('<I', ['--json']);
    const stdin = Array.from({ length: 2000 }, (_, i) => `[${i}]`).join('\n');
    const senders = Array.from({ length: 4 }, () => runCli(['send', '<I', '--port', listener.port, '-q'], { stdin }));
    await listener.line(/^\{"values":\[1999\]\}$/);
    listener.interrupt('SIGTERM');
    for (const { exitCode } of await Promise.all(senders)) expect(exitCode).toBe(0);
    const { out, exitCode } = await listener.done;
    expect([exitCode, out.match(/\n/g)?.length]).toEqual([0, 8000]);
  });
});

describe('send', () => {
  it('takes raw records from stdin', async () => {
    const listener = await startListener('<H', ['--count', '2', '--json']);
    const outcome = await runCli(['send', '<H', '--port', listener.port, '--raw', '-q'], {
      stdin: Buffer.of(1, 0, 2, 0),
    });
    expect(outcome.exitCode).toBe(0);
    expect((await listener.done).out).toBe('{"values":[1]}\n{"values":[2]}\n');
    expect(await runCli(['send', '<H', '7', '--port', '1', '--raw'])).toMatchObject({ exitCode: 2 });
  });

  it('tries again until somebody listens', async () => {
    const path = join(folder, 'later.sock');
    const sender = startCli(['send', `unix://${path}`, '<H', '7', '--retries', '20']);
    await sender.line(/trying again in [0-9]+ ms \(1 of 20\)$/);
    const listener = startCli(['listen', `unix://${path}`, '<H', '--count', '1']);
    expect((await sender.done).exitCode).toBe(0);
    expect((await listener.done).out).toContain('(7,)');
  });

  it('gives up after the last retry', async () => {
    const outcome = await runCli(['send', `unix://${join(folder, 'never.sock')}`, '<H', '7', '--retries', '1']);
    expect(outcome).toMatchObject({ exitCode: 3, out: '' });
    expect(outcome.err.match(/\n/g)).toHaveLength(2);
  });

  it('stops when it is interrupted, and says how far it got', async () => {
    const listener = await startListener('<H');
    const stdin = '[1]\n'.repeat(1000);
    const args = ['send', '<H', '--port', listener.port, '--rate', '1/h'];
    const sender = startCli(args, { stdin });
    await listener.line(/^unpacked/);
    sender.interrupt();
    expect(await sender.done).toMatchObject({ exitCode: 130, err: 'structwire: interrupted after 1 record\n' });
    listener.interrupt();
    await listener.done;
  });
});
