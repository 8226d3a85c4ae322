import { Program } from '../shared/program.ts';
import { nodeProgram } from './node-program.ts';
import { assertComplete, type Exchange } from './reading.ts';

/** A way to receive or send, and the processes that do it. */
export interface Transfer {
  readonly name: string;
  /** How many records the first run takes; those behind it are as long as {@link RUN_MS}. */
  readonly records: number;
  /** After so many records their numbers begin again. */
  readonly period?: number;
  /** Runs once. */
  readonly run: (records: number) => Promise<Exchange>;
}

/** All rows run about equally long, so that a machine that does something else now and then is as slow for all. */
const RUN_MS = 150;
const MOST_RECORDS = 40_000_000;

/** What one run says: records by the clock, and what the measured side cost. */
export interface Sample {
  readonly perSecond: number;
  readonly cpuNs: number;
}

/** Where records come from and go to: programs in C. */
export interface Peers extends AsyncDisposable {
  readonly binary: string;
  readonly sink: Program;
  readonly sinkPort: string;
  readonly sourcePort: string;
  /** For the rows that are connected to. */
  readonly sender: Program;
}

export async function openPeers(binary: string): Promise<Peers> {
  const source = new Program(binary, ['source']);
  const sink = new Program(binary, ['sink']);
  const sender = new Program(binary, ['send']);
  return {
    binary,
    sink,
    sender,
    sourcePort: await source.line(),
    sinkPort: await sink.line(),
    [Symbol.asyncDispose]: async () => {
      for (const program of [source, sink, sender]) await program[Symbol.asyncDispose]();
    },
  };
}

/** A program that connects to a source; `target` is that of the C one unless another is given. */
export function receiving(name: string, records: number, program: Program, target: string): Transfer {
  return { name, records, run: (count) => program.ask(`${target} ${count}`) };
}

/** A program that is connected to by the sender. */
export async function accepting(
  name: string,
  records: number,
  way: string,
  peers: Peers,
): Promise<Transfer & { program: Program }> {
  const program = nodeProgram('child.ts', 'accept', way);
  const port = await program.line();
  const run = async (count: number): Promise<Exchange> => {
    const sent = peers.sender.ask(`${port} ${count}`);
    const exchange = JSON.parse(await program.line()) as Exchange; // what child.ts prints
    await sent;
    return exchange;
  };
  return { name, records, run, program };
}

/** A program that connects to the sink; the sink has the clock. */
export function sending(name: string, records: number, program: Program, { sink, sinkPort }: Peers): Transfer {
  const run = async (count: number): Promise<Exchange> => {
    const sent = program.ask<Exchange>(`${sinkPort} ${count}`);
    const received = JSON.parse(await sink.line()) as Exchange; // what the sink prints
    return { ...received, cpu: (await sent).cpu };
  };
  return { name, records, run };
}

/** Runs all of them in turn, again and again, the first rounds only to warm up. */
export async function measureTransfers(
  transfers: readonly Transfer[],
  { warmUps, rounds }: { readonly warmUps: number; readonly rounds: number },
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const counts = new Map<string, number>();
  const samples = new Map<string, Sample[]>(transfers.map(({ name }) => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const { name, records: few, run, period = Number.POSITIVE_INFINITY } of transfers) {
      const records = counts.get(name) ?? few;
      const exchange = await run(records);
      assertComplete(name, { count: records, period }, exchange);
      if (round < 0) {
        const fitting = Math.ceil((records * RUN_MS * 1e6) / exchange.ns);
        counts.set(name, Math.min(fitting, 4 * records, MOST_RECORDS));
        continue;
      }
      samples.get(name)?.push({ perSecond: (records / exchange.ns) * 1e9, cpuNs: exchange.cpu / records });
    }
  }
  return samples;
}
