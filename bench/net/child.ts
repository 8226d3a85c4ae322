// One side of a transfer, in a process of its own:
//   child.ts receive ROW   for each line "TARGET COUNT": connects to a source and takes the records
//   child.ts accept WAY    listens on a port that it prints; takes the records of each connection in turn
//   child.ts send ROW      for each line "TARGET COUNT": connects to a sink and sends
// TARGET is a port, or the path of a Unix socket, or `tls:PORT:FILE` with the file of the authority.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ConnectTarget, listen } from 'structwire/net';
import { processorTime } from '../shared/processor-time.ts';
import { type Exchange, Reading, Sums } from './reading.ts';
import { RECEIVERS, WAYS, type Way } from './receivers.ts';
import { SENDERS } from './senders.ts';

const [side = '', row = ''] = process.argv.slice(2);

if (side === 'accept') await accept(WAYS[row as Way]);
else await serveLines();

async function serveLines(): Promise<void> {
  const [receive, send] = [RECEIVERS[row], SENDERS[row]];
  for await (const line of createInterface(process.stdin)) {
    const [target = '', count = ''] = line.split(' ');
    const sums = new Sums();
    const transfer = (): Promise<void> | undefined =>
      side === 'send' ? send?.(targetOf(target), Number(count)) : receive?.(targetOf(target), Number(count), sums);
    const exchange = await timed(async () => transfer(), sums);
    console.log(
      JSON.stringify(side === 'send' ? { records: Number(count), ns: exchange.ns, cpu: exchange.cpu } : exchange),
    );
  }
}

async function accept(take: (typeof WAYS)[Way]): Promise<void> {
  const server = await listen({ port: 0, codec: Reading }, async (connection) => {
    const sums = new Sums();
    const exchange = await timed(() => take(connection as unknown as Parameters<typeof take>[0], sums), sums); // it only receives
    console.log(JSON.stringify(exchange));
  });
  console.log(server.port);
}

async function timed(transfer: () => Promise<unknown>, sums: Sums): Promise<Exchange> {
  const before = processorTime();
  const start = process.hrtime.bigint();
  await transfer();
  const ns = Number(process.hrtime.bigint() - start);
  const cpu = processorTime() - before;
  const { records, ids, others, values } = sums;
  return { records, ids, others, values, ns, cpu };
}

function targetOf(text: string): ConnectTarget {
  const [tls, port, file] = text.split(':');
  if (tls === 'tls' && file !== undefined) return { port: Number(port), tls: { ca: readFileSync(file, 'utf8') } };
  return text.startsWith('/') ? { path: text } : { port: Number(text) };
}
