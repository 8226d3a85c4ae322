import { type Program, Programs } from '../shared/program.ts';
import { nodeProgram } from './node-program.ts';

/** Of each round, in microseconds. */
export interface RoundTrips {
  readonly p50: number;
  readonly p99: number;
}

/** Programs by name, what each of them measured in turn. */
export type Measured<T> = ReadonlyMap<string, readonly T[]>;

/** 12-byte round trips between two processes, written at once. */
export async function measureRoundTrips(effort: {
  readonly trips: number;
  readonly rounds: number;
}): Promise<Measured<RoundTrips>> {
  await using programs = new Programs();
  const askers = new Map<string, Program>();
  for (const way of ['bare', 'structwire']) {
    const echo = programs.use(nodeProgram('round-trips.ts', 'echo', way));
    askers.set(way, programs.use(nodeProgram('round-trips.ts', 'ask', way, await echo.line())));
  }
  const results = new Map<string, RoundTrips[]>([...askers.keys()].map((way) => [way, []]));
  for (let round = -2; round < effort.rounds; round++) {
    for (const [way, asker] of askers) {
      const result = await asker.ask<RoundTrips>(`${effort.trips}`);
      if (round >= 0) results.get(way)?.push(result);
    }
  }
  return results;
}

/** Connections that are there from the start: what is made once has been made then. */
const WARM = 50;

/** Bytes for each of so many connections that say nothing, by what waits for their records. */
export async function measureIdle(connections: number): Promise<ReadonlyMap<string, number>> {
  const results = new Map<string, number>();
  for (const way of ['bare', 'bare await', 'onRecords', 'await']) {
    await using programs = new Programs();
    const server = programs.use(nodeProgram('idle.ts', 'server', way));
    const port = await server.line();
    const warm = programs.use(nodeProgram('idle.ts', 'clients', port, `${WARM}`));
    await warm.line();
    const before = await settled(server, WARM);
    const clients = programs.use(nodeProgram('idle.ts', 'clients', port, `${connections}`));
    await clients.line();
    const after = await settled(server, WARM + connections);
    results.set(way, (after - before) / connections);
  }
  return results;
}

/** The memory of a server once it has accepted so many connections. */
async function settled(server: Program, connections: number): Promise<number> {
  for (let look = 0; look < 1_000; look++) {
    const { bytes, open } = await server.ask<{ bytes: number; open: number }>('');
    if (open === connections) return bytes;
  }
  throw new Error('the server does not accept its connections');
}
