import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Struct } from 'structwire';
import { median } from '../shared/figures.ts';
import { Program } from '../shared/program.ts';

// How many 12-byte records a second the server of examples/cluster echoes with one worker and with two, for clients that
// write prepared buffers and throw away what comes back. The clients are this process.

const SERVER = fileURLToPath(new URL('../../examples/cluster/server.mjs', import.meta.url));
const RECORD_BYTES = 12;
const CONNECTIONS = 8;
const ROUNDS = 5;
const SECONDS = 2;
const CHUNK = chunkOf(5_000);

/** Millions of records that come back in a second. */
async function measure(workers: number): Promise<number> {
  await using server = new Program(process.execPath, [SERVER, '0', `${workers}`]);
  const port = await portOf(server);
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  let bytes = 0;
  for (const socket of sockets) {
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    keepWriting(socket);
  }
  await sleep(500); // until the code is compiled
  const [before, since] = [bytes, performance.now()];
  await sleep(SECONDS * 1_000);
  const rate = (bytes - before) / RECORD_BYTES / (performance.now() - since) / 1_000;
  for (const socket of sockets) socket.destroy();
  return rate;
}

function keepWriting(socket: Socket): void {
  const write = (): void => {
    while (!socket.destroyed && socket.write(CHUNK));
  };
  socket.on('drain', write);
  write();
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function portOf(server: Program): Promise<number> {
  for (;;) {
    const [, port] = /^listening on .*:(\d+) with /.exec(await server.line()) ?? [];
    if (port !== undefined) return Number(port);
  }
}

function chunkOf(records: number): Uint8Array {
  const codec = new Struct('I 2s f');
  const bytes = new Uint8Array(records * RECORD_BYTES);
  for (let i = 0; i < records; i++) codec.packInto(bytes, i * RECORD_BYTES, i, 'ab', 0.5);
  return bytes;
}

const rates: Record<number, number[]> = { 1: [], 2: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const workers of [1, 2]) rates[workers]?.push(await measure(workers));
}
console.log(
  `Node ${process.versions.node}, ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, clients on the same ones`,
);
console.log('| workers | million records a second, echoed | all rounds |\n|---:|---:|---|');
for (const workers of [1, 2]) {
  const all = rates[workers] ?? [];
  console.log(`| ${workers} | ${median(all).toFixed(2)} | ${all.map((rate) => rate.toFixed(2)).join(', ')} |`);
}
