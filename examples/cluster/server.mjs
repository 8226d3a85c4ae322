// One server on several cores: every worker process listens on the same port, and each connection stays with the worker
// that got it. Run: node examples/cluster/server.mjs [port] [workers]
//
// SIGTERM or Ctrl-C stops it in good order: connections that were made are served and what is under way is delivered. A
// worker that dies is replaced, and only its own connections break.
import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { Struct } from 'structwire';
import { listen } from 'structwire/net';

const [port = '10000', workers = String(availableParallelism())] = process.argv.slice(2);
const codec = new Struct('I 2s f');

if (cluster.isPrimary) runPrimary(Number(workers));
else await runWorker();

function runPrimary(count) {
  let isStopping = false;
  let ready = 0;
  const totals = { connections: 0, records: 0 };
  for (let i = 0; i < count; i++) cluster.fork();
  cluster.on('message', (worker, { address, connections = 0, records = 0 }) => {
    totals.connections += connections;
    totals.records += records;
    if (address !== undefined) console.log(`worker ${worker.process.pid} listens`);
    if (address !== undefined && ++ready === count) console.log(`listening on ${address} with ${count} workers`);
  });
  cluster.on('exit', (worker, code, signal) => {
    if (!isStopping) {
      console.log(`worker ${worker.process.pid} died of ${signal ?? code}: another one takes its place`);
      cluster.fork();
    } else if (Object.keys(cluster.workers).length === 0) {
      console.log(`received ${totals.records} records from ${totals.connections} connections`);
    }
  });
  const stop = () => {
    isStopping = true;
    for (const { process: worker } of Object.values(cluster.workers)) worker.kill('SIGTERM');
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function runWorker() {
  const server = await listen({ port: Number(port), codec }, async (connection) => {
    for await (const batch of connection.batches()) await connection.sendMany(batch); // an echo
  });
  process.send({ address: server.address });
  const stop = async () => {
    await server.close();
    const { accepted, recordsReceived } = server.stats;
    process.send({ connections: accepted, records: recordsReceived }, () => process.disconnect());
  };
  process.once('SIGTERM', stop);
  process.on('SIGINT', () => {}); // Ctrl-C reaches every process of the terminal; the primary says when to stop
}
