import { readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { Struct } from 'structwire';
import { type ListenOptions, listen } from 'structwire/net';

// A small server program. Its argument is JSON with options for listen(); a line on stdin is a command:
// `report` prints what it has done, `block N` keeps it from doing anything for N milliseconds.

type Options = Omit<ListenOptions<unknown>, 'codec'> & { readonly answers?: boolean };
const { answers = false, ...options } = JSON.parse(process.argv[2] ?? '{}') as Options; // written by the test
const codec = new Struct('<II');

/** Of each client, how many records came, or -1 when one was missing, doubled or out of order. */
const counts: Record<number, number> = {};
const errors: string[] = [];

const server = await listen(
  { ...options, codec, onError: (error) => errors.push(String(error)) },
  async (connection) => {
    for await (const record of connection) {
      const [client, index] = record;
      const expected = counts[client] ?? 0;
      counts[client] = expected === index ? expected + 1 : -1;
      if (answers) await connection.send(record);
    }
  },
);

function report(): string {
  globalThis.gc?.();
  return JSON.stringify({ counts, errors, stats: server.stats, events: loopEvents(), ...resources() });
}

/** How many events the loop has handled so far: sockets that were ready, once for each time they were. */
function loopEvents(): number {
  const { uvMetricsInfo } = performance.nodeTiming as unknown as { uvMetricsInfo: { events: number } }; // since Node 20.18
  return uvMetricsInfo.events;
}

/** Nothing when there is no file left to look with. */
function resources(): object {
  try {
    const { heapUsed, external } = process.memoryUsage();
    return { files: readdirSync('/proc/self/fd').length, memory: heapUsed + external };
  } catch {
    return {};
  }
}

const commands = createInterface(process.stdin);
commands.on('line', (line) => {
  const [command, time] = line.split(' ');
  if (command === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(time));
  console.log(command === 'report' ? report() : 'done');
});

process.once('SIGTERM', () => {
  void server.close().then(() => {
    console.log(report());
    commands.close();
    process.stdin.destroy(); // nothing else keeps the process alive
  });
});
console.log(JSON.stringify({ port: server.port, address: server.address }));
