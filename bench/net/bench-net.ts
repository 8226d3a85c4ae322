import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benchFile, isQuick, makePage } from '../shared/page.ts';
import { Program, Programs } from '../shared/program.ts';
import { firstLine } from '../shared/versions.ts';
import { measureIdle, measureRoundTrips } from './latency-and-memory.ts';
import { nodeProgram } from './node-program.ts';
import { RECEIVERS, type Way } from './receivers.ts';
import { report } from './report.ts';
import { BATCH, SENDERS } from './senders.ts';
import { accepting, measureTransfers, openPeers, type Peers, receiving, sending, type Transfer } from './transfers.ts';

// Connections beside everything they could be compared with, in one run over loopback: `npm run bench:net`, about two
// minutes. Writes docs/benchmarks-net.md. `--quick` measures little and writes nothing.

const EFFORT = isQuick ? { warmUps: 1, rounds: 1 } : { warmUps: 4, rounds: 13 };
const MANY = 1_000_000;

/** Rows that take their time get fewer records. */
const FEWER: Readonly<Record<string, number>> = {
  'for await': 1_000_000,
  'node:net, Buffer.concat': 300_000,
  'node:net, object-mode Transform': 500_000,
  'one write for each record': 20_000,
  'node:net, one write for each record': 20_000,
};

async function measureAll(directory: string): Promise<string> {
  const binary = join(directory, 'native-net');
  execFileSync('gcc', ['-O3', '-o', binary, benchFile('net/native-net.c')]);
  await using programs = new Programs();
  const peers = programs.use(await openPeers(binary));
  const received = await measureTransfers(await receivers(peers, directory, programs), EFFORT);
  const sent = await measureTransfers(senders(peers, programs), EFFORT);
  const roundTrips = await measureRoundTrips(isQuick ? { trips: 500, rounds: 2 } : { trips: 5_000, rounds: 11 });
  const idle = await measureIdle(isQuick ? 200 : 2_000);
  return report({ received, sent, roundTrips, idle, versions: versions(), hasBun: hasBun() });
}

async function receivers(peers: Peers, directory: string, programs: Programs): Promise<Transfer[]> {
  const { sourcePort, binary } = peers;
  const start = (program: Program): Program => programs.use(program);
  const child = (row: string): Program => start(nodeProgram('child.ts', 'receive', row));
  const rows = [receiving('C, 64 KiB buffers', MANY, start(new Program(binary, ['receive'])), sourcePort)];
  for (const row of Object.keys(RECEIVERS).filter((name) => name !== 'ws')) {
    rows.push(receiving(row, FEWER[row] ?? MANY, child(row), sourcePort));
  }
  for (const way of ['columns', 'onRecords', 'batches'] satisfies Way[]) {
    const transfer = await accepting(`${way}, accepted connection`, MANY, way, peers);
    start(transfer.program);
    rows.push(transfer);
  }
  rows.push(...(await overOthers(peers, directory, start)));
  const python = (mode: string): Program => start(new Program('python3', [benchFile('net/python_net.py'), mode]));
  rows.push(receiving('Python, recv(12)', 100_000, python('recv'), sourcePort));
  rows.push(receiving('Python, iter_unpack over 64 KiB', 500_000, python('iter_unpack'), sourcePort));
  if (hasBun()) {
    for (const row of ["node:net 'data', DataView loop", 'onRecords', 'batches']) {
      const bun = start(new Program(BUN, [benchFile('dist/net/child.js'), 'receive', row]));
      rows.push(receiving(`Bun, ${row}`, MANY, bun, sourcePort));
    }
  }
  return rows;
}

/** Over Unix sockets, TLS and WebSocket. */
async function overOthers(peers: Peers, directory: string, start: (program: Program) => Program): Promise<Transfer[]> {
  const path = join(directory, 'source.sock');
  await start(new Program(peers.binary, ['source', path])).line();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...newKey, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
  const sources = start(nodeProgram('node-sources.ts', key, cert));
  const ports = JSON.parse(await sources.line()) as { tls: number; single: number; together: number }; // as it prints them
  const child = (row: string): Program => start(nodeProgram('child.ts', 'receive', row));
  return [
    receiving('batches, Unix socket', MANY, child('batches'), path),
    receiving('batches, TLS, from Node', 1_000_000, child('batches'), `tls:${ports.tls}:${cert}`),
    receiving('ws, 5,461 records in a message, from Node', 1_000_000, child('ws'), `${ports.together}`),
    receiving('ws, a message for each record, from Node', 50_000, child('ws'), `${ports.single}`),
  ];
}

function senders(peers: Peers, programs: Programs): Transfer[] {
  const { binary } = peers;
  const native = (mode: string): Program => programs.use(new Program(binary, [mode]));
  const python = programs.use(new Program('python3', [benchFile('net/python_net.py'), 'sendall']));
  return [
    sending('C, 64 KiB buffers', MANY, peers.sender, peers),
    ...Object.keys(SENDERS).map((row) => ({
      ...sending(row, FEWER[row] ?? MANY, programs.use(nodeProgram('child.ts', 'send', row)), peers),
      ...(row.includes('prepared') && { period: BATCH }),
    })),
    sending('C, one send() for each record', 100_000, native('one-by-one'), peers),
    sending('Python, one sendall() for each record', 50_000, python, peers),
  ];
}

/** The one that `npm run test:runtimes` installs, or the one of this machine. */
const INSTALLED_BUN = benchFile('../conformance/runtimes/node_modules/@oven/bun-linux-x64/bin/bun');
const BUN = existsSync(INSTALLED_BUN) ? INSTALLED_BUN : 'bun';

function hasBun(): boolean {
  return spawnSync(BUN, ['--version']).status === 0;
}

function versions(): string {
  return [
    `Node ${process.versions.node}`,
    firstLine('gcc', '--version'),
    firstLine('python3', '--version'),
    ...(hasBun() ? [`Bun ${firstLine(BUN, '--version')}`] : []),
  ].join(', ');
}

await makePage('benchmarks-net.md', measureAll);
