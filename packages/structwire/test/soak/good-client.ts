import { deferred } from '../../src/connection/deferred.ts';
import type { Random } from '../random.ts';
import { Ledger } from './ledger.ts';
import { type SoakRecord, soakRecord } from './soak-record.ts';
import type { SoakConnection, SoakServer } from './soak-server.ts';

/** Sends numbered records to a server, one way or another, and wants each of them back; gives its own books. */
export async function runGoodClient(
  server: SoakServer,
  client: number,
  count: number,
  random: Random,
): Promise<Ledger> {
  const { isFixed } = server.line;
  const mine = new Ledger(isFixed);
  mine.expect(client);
  server.ledger.expect(client);
  const connection = await server.connect();
  const all = deferred<void>();
  const reading = read(connection, mine, random, () => mine.received >= count && all.resolve());
  await send(connection, client, count, isFixed, random);
  // Over these no answer comes after the end: whoever wants them waits.
  if (['tls', 'ws'].includes(server.line.transport)) await Promise.race([all.promise, reading]);
  await connection.end();
  await reading;
  await connection.close();
  mine.close(client, count);
  server.ledger.close(client, count);
  return mine;
}

async function send(
  connection: SoakConnection,
  client: number,
  count: number,
  isFixed: boolean,
  random: Random,
): Promise<void> {
  for (let index = 0; index < count; ) {
    const burst = Math.min(count - index, random.whole(1, 200));
    const records = Array.from({ length: burst }, (_, i) => soakRecord(client, index + i, isFixed));
    index += burst;
    const way = random.whole(0, 3);
    if (way === 0) await connection.sendMany(records);
    else for (const each of records) await connection.send(each);
    if (way === 2) await connection.flush();
    if (way === 3) await turns(random.whole(1, 5));
  }
}

async function read(connection: SoakConnection, mine: Ledger, random: Random, onRecord: () => unknown): Promise<void> {
  const take = (found: SoakRecord): void => {
    if (!mine.take(found)) mine.invented++;
    onRecord();
  };
  const way = random.whole(0, 2);
  if (way === 0) {
    for await (const found of connection) take(found);
  } else if (way === 1) {
    await connection.onRecords(take);
  } else {
    for await (const batch of connection.batches()) {
      batch.forEach(take);
      if (random.whole(0, 9) === 0) await turns(random.whole(1, 3)); // not in a hurry
    }
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}
