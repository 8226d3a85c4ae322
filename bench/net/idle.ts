// idle.ts server WAY                     listens on a port that it prints; for each line prints its memory, and its connections
// idle.ts clients PORT COUNT             opens so many connections, prints a line, and keeps them
import { once } from 'node:events';
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type ConnectionHandler, listen } from 'structwire/net';
import { Reading, type Values } from './reading.ts';

const [side, way = '', count = '0'] = process.argv.slice(2);

async function openAll(port: number, clients: number): Promise<void> {
  for (let opened = 0; opened < clients; opened++) await once(connectSocket({ port, host: '127.0.0.1' }), 'connect');
  console.log(clients);
}

async function serve(): Promise<void> {
  const { port, open } =
    way in BARE ? await bare(BARE[way as keyof typeof BARE]) : await ours(HANDLERS[way as keyof typeof HANDLERS]);
  console.log(port);
  for await (const _line of createInterface(process.stdin)) {
    console.log(JSON.stringify({ bytes: await memory(), open: await open() }));
  }
}

interface Served {
  readonly port: number;
  readonly open: () => Promise<number>;
}

const BARE = {
  bare: (socket: Socket) => {
    socket.on('data', () => {});
    socket.on('error', () => {});
  },
  'bare await': async (socket: Socket) => {
    for await (const chunk of socket) void chunk;
  },
};

async function bare(take: (socket: Socket) => unknown): Promise<Served> {
  const server = createServer(take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const open = (): Promise<number> =>
    new Promise((resolve) => server.getConnections((_error, connections) => resolve(connections)));
  return { port: (server.address() as AddressInfo).port, open }; // it listens on one
}

const HANDLERS = {
  onRecords: (connection) => void connection.onRecords(() => {}),
  await: async (connection) => {
    for await (const reading of connection) void reading;
  },
} satisfies Record<string, ConnectionHandler<Values>>;

async function ours(handler: ConnectionHandler<Values>): Promise<Served> {
  const server = await listen<Values>({ port: 0, codec: Reading, maxConnections: Number.POSITIVE_INFINITY }, handler);
  return { port: server.port, open: async () => server.stats.open };
}

async function memory(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 5; look++) {
    globalThis.gc?.();
    await new Promise(setImmediate);
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

if (side === 'clients') await openAll(Number(way), Number(count));
else await serve();
