import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasOpenssl, makeCertificates } from '../net/certificates.ts';
import { Random } from '../random.ts';
import { runGoodClient } from './good-client.ts';
import { HOSTILE_PEERS, runHostile } from './hostile-peers.ts';
import type { Ledger } from './ledger.ts';
import { type SoakLine, SoakServer } from './soak-server.ts';

const CLIENTS_AT_A_TIME = 6;
const HOSTILES_AT_A_TIME = 12;

/** When to stop, and where chance comes from. */
export interface SoakOptions {
  readonly seed: number;
  /** Whether good clients go on; asked before each of them. */
  readonly goesOn: (records: number) => boolean;
}

/** What one server and its clients have done. */
export interface SoakRow {
  readonly line: SoakLine;
  readonly clients: number;
  readonly hostiles: number;
  readonly sent: number;
  /** Of the records that were sent, on the way there and on the way back. */
  readonly lost: number;
  readonly duplicated: number;
  readonly invented: number;
  readonly errors: number;
}

export interface SoakResult {
  readonly rows: readonly SoakRow[];
  readonly failures: readonly string[];
  readonly hostiles: Readonly<Record<string, number>>;
  readonly descriptors: { readonly before: number; readonly after: number };
  /** Bytes in use after a collection, when the first records had gone through and at the end; where `gc` is there. */
  readonly memory: { readonly before: number; readonly after: number } | undefined;
}

/** Mixed framings and transports, clients that follow the rules, and peers that do not, all at once. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'structwire-soak-'));
  try {
    return await new Soak(options, folder).run();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class Tally {
  clients = 0;
  hostiles = 0;
  sent = 0;
  readonly books: Ledger[] = [];
}

class Soak {
  readonly #options: SoakOptions;
  readonly #folder: string;
  readonly #tallies = new Map<SoakServer, Tally>();
  readonly #failures: string[] = [];
  readonly #hostiles: Record<string, number> = {};
  #clients = 0;
  #records = 0;
  #isOver = false;

  constructor(options: SoakOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  async run(): Promise<SoakResult> {
    const before = descriptors();
    const servers = await Promise.all(linesIn(this.#folder).map((line) => SoakServer.open(line)));
    for (const server of servers) this.#tallies.set(server, new Tally());
    await this.#everyServerOnce(servers);
    const memoryBefore = memoryInUse();
    const good = this.#crowd(CLIENTS_AT_A_TIME, 0, (random) => this.#goodClients(servers, random));
    const bad = this.#crowd(HOSTILES_AT_A_TIME, 1_000, (random) => this.#hostilePeers(servers, random));
    await good;
    this.#isOver = true;
    await bad;
    await Promise.all(servers.map((server) => server.close()));
    const memoryAfter = memoryInUse();
    return {
      rows: servers.map((server) => this.#row(server)),
      failures: this.#failures,
      hostiles: this.#hostiles,
      descriptors: { before, after: await settledDescriptors(before) },
      memory:
        memoryBefore === undefined || memoryAfter === undefined
          ? undefined
          : { before: memoryBefore, after: memoryAfter },
    };
  }

  /** Nobody is left out, however short the run. */
  async #everyServerOnce(servers: readonly SoakServer[]): Promise<void> {
    const random = new Random(this.#options.seed);
    const peers = servers.flatMap((server) =>
      server.server === undefined
        ? []
        : Object.keys(HOSTILE_PEERS).map((kind) => this.#hostile(kind, server, new Random(random.whole(0, 1e9)))),
    );
    for (const server of servers) await this.#client(server, random);
    await Promise.all(peers);
  }

  async #crowd(size: number, offset: number, live: (random: Random) => Promise<void>): Promise<void> {
    const lives = Array.from({ length: size }, (_, i) => live(new Random(this.#options.seed + offset + i + 1)));
    await Promise.all(lives);
  }

  async #goodClients(servers: readonly SoakServer[], random: Random): Promise<void> {
    while (this.#options.goesOn(this.#records)) await this.#client(random.one(servers), random);
  }

  async #hostilePeers(servers: readonly SoakServer[], random: Random): Promise<void> {
    const withSockets = servers.filter(({ server }) => server !== undefined);
    while (!this.#isOver) await this.#hostile(random.one(Object.keys(HOSTILE_PEERS)), random.one(withSockets), random);
  }

  async #client(server: SoakServer, random: Random): Promise<void> {
    const tally = this.#tallies.get(server)!; // every server has one
    const [client, count] = [++this.#clients, random.whole(1, 2_000)];
    tally.clients++;
    tally.sent += count;
    this.#records += count;
    try {
      const books = await runGoodClient(server, client, count, random);
      tally.books.push(books);
    } catch (error) {
      this.#failures.push(
        `client ${client} on ${server.line.transport} ${server.line.frame}: ${String(error)}, because of ${String((error as Error).cause)}`,
      );
    }
  }

  async #hostile(kind: string, server: SoakServer, random: Random): Promise<void> {
    this.#tallies.get(server)!.hostiles++; // as above
    this.#hostiles[kind] = (this.#hostiles[kind] ?? 0) + 1;
    await runHostile(kind, server, random);
  }

  #row(server: SoakServer): SoakRow {
    const { clients, hostiles, sent, books } = this.#tallies.get(server)!; // as above
    const sum = (name: 'lost' | 'duplicated' | 'invented'): number =>
      books.reduce((total, book) => total + book[name], server.ledger[name]);
    const counts = { lost: sum('lost'), duplicated: sum('duplicated'), invented: sum('invented') };
    return { line: server.line, clients, hostiles, sent, ...counts, errors: server.errors };
  }
}

/** Every transport, with framings that matter to it. */
function linesIn(folder: string): SoakLine[] {
  const tcp = { transport: 'tcp', listen: { port: 0 } };
  const path = join(folder, 'a.sock');
  const unix = { transport: 'unix', listen: { path }, connect: { path } };
  const lines: SoakLine[] = [
    { ...tcp, frame: 'none', isFixed: true },
    { ...tcp, frame: 'none', isFixed: false },
    { ...tcp, frame: 'u16be', isFixed: false },
    { ...tcp, frame: 'varint', isFixed: false },
    { ...tcp, frame: 'cobs', isFixed: false },
    { ...tcp, frame: 'sync:b562,u16le,crc16/modbus@u16le', isFixed: false },
    { ...tcp, frame: 'none', isFixed: true, agree: true },
    { ...unix, frame: 'slip', isFixed: true },
    {
      transport: 'ws',
      listen: { port: 0, webSocket: true },
      frame: 'none',
      isFixed: true,
    },
    { transport: 'memory', frame: 'len:u16le,offset=2,header=6,counts=frame', isFixed: false },
  ];
  if (!hasOpenssl) return lines;
  const { ca, server } = makeCertificates();
  const tls = { transport: 'tls', listen: { port: 0, tls: server }, connect: { tls: { ca } } };
  return [...lines, { ...tls, frame: 'none', isFixed: true }, { ...tls, frame: 'u24le', isFixed: false }];
}

function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Once sockets that are closed have been given back. */
async function settledDescriptors(before: number): Promise<number> {
  for (let look = 0; look < 200 && descriptors() > before; look++) await new Promise(setImmediate);
  return descriptors();
}

function memoryInUse(): number | undefined {
  const { gc } = globalThis;
  if (gc === undefined) return undefined;
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
