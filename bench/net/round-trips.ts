// round-trips.ts echo structwire|bare         listens on a port that it prints, and sends back what comes
// round-trips.ts ask structwire|bare PORT     for each line COUNT: so many round trips, one after the other; prints p50 and p99 in µs
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { connect, listen } from 'structwire/net';
import { quantile } from '../shared/figures.ts';
import { Reading, readingOf, type Values } from './reading.ts';

const [side, way, port = '0'] = process.argv.slice(2);

/** Calls `ask` for the first question and for each answer until there were `count`. */
type Trips = (count: number) => Promise<number[]>;

if (side === 'echo') console.log(way === 'bare' ? await echoBare() : await echo());
else await ask(way === 'bare' ? tripsBare(Number(port)) : await trips(Number(port)));

async function echo(): Promise<number> {
  const server = await listen<Values>({ port: 0, codec: Reading, flush: 'record' }, (connection) => {
    void connection.onRecords((reading) => void connection.send(reading));
  });
  return server.port;
}

async function echoBare(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => socket.on('data', (chunk) => socket.write(chunk)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // it listens on one
}

async function ask(run: Trips): Promise<void> {
  for await (const line of createInterface(process.stdin)) {
    const times = (await run(Number(line))).map((ns) => ns / 1_000);
    console.log(JSON.stringify({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) }));
  }
}

async function trips(to: number): Promise<Trips> {
  const connection = await connect<Values>({ port: to, codec: Reading, flush: 'record' });
  let onAnswer: (reading: Values) => void = () => {};
  void connection.onRecords((reading) => onAnswer(reading));
  return (count) =>
    timedTrips(
      count,
      (id) => void connection.send(readingOf(id)),
      (take) => {
        onAnswer = ({ id }) => take(id);
      },
    );
}

function tripsBare(to: number): Trips {
  const socket = connectSocket({ port: to, host: '127.0.0.1', noDelay: true });
  let onAnswer: (id: number) => void = () => {};
  socket.on('data', (chunk) => onAnswer(new DataView(chunk.buffer, chunk.byteOffset).getUint32(0, true)));
  const send = (id: number): void => {
    const bytes = Buffer.allocUnsafe(12);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const { other, value } = readingOf(id);
    view.setUint32(0, id, true);
    view.setUint32(4, other, true);
    view.setFloat32(8, value, true);
    socket.write(bytes);
  };
  return (count) =>
    timedTrips(count, send, (take) => {
      onAnswer = take;
    });
}

function timedTrips(
  count: number,
  send: (id: number) => void,
  onAnswer: (take: (id: number) => void) => void,
): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let start = 0n;
    const next = (): void => {
      start = process.hrtime.bigint();
      send(times.length);
    };
    onAnswer((id) => {
      if (id !== times.length) reject(new Error(`answer ${id} to question ${times.length}`));
      times.push(Number(process.hrtime.bigint() - start));
      if (times.length === count) resolve(times);
      else next();
    });
    next();
  });
}
