import { bytes, record, u32, varint } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { Connection, type ConnectionOptions, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { codeOf } from './connection-contract.ts';
import { ManualScheduler, type Reception, SlowTransport } from './slow-transport.ts';

interface Numbered {
  readonly id: number;
}

const Plain = record({ id: u32 });
const Interpreted = record({ id: u32 }, { codegen: 'never' });

/** All ways in which a record gets to a transport. */
const WAYS: { readonly way: string; readonly options: ConnectionOptions<Numbered, Numbered> }[] = [
  { way: 'code made for them', options: { codec: Plain } },
  { way: 'the interpreter', options: { codec: Interpreted } },
  { way: 'a measure', options: { codec: record({ id: varint }) } },
  { way: 'a frame', options: { codec: Plain, framing: parseFraming('u16be') } },
  { way: 'bytes of their own', options: { codec: Plain, framing: parseFraming('cobs') } },
];

interface Sending {
  readonly connection: Connection<Numbered>;
  readonly transport: SlowTransport;
  readonly scheduler: ManualScheduler;
}

function sending(
  options: Partial<ConnectionOptions<Numbered, Numbered>> = {},
  receive: () => Reception = () => 'taken',
): Sending {
  const [transport, scheduler] = [new SlowTransport(receive, { copiesWrites: true }), new ManualScheduler()];
  const connection = new Connection(transport, scheduler, planConnection({ codec: Plain, ...options }));
  return { connection, transport, scheduler };
}

/** A value that does something each time it is looked at. */
const acting = (id: number, act: () => void): Numbered => ({
  get id() {
    act();
    return id;
  },
});

const outcome = (sent: Promise<void>): Promise<unknown> =>
  sent.then(
    () => 'sent',
    (error: unknown) => codeOf(error),
  );

const SENDERS: {
  readonly name: string;
  readonly send: (by: Connection<Numbered>, value: Numbered) => Promise<void>;
}[] = [
  { name: 'send', send: (by, value) => by.send(value) },
  { name: 'sendMany of an array', send: (by, value) => by.sendMany([{ id: 1 }, value, { id: 3 }]) },
  { name: 'sendMany of an iterable', send: (by, value) => by.sendMany(new Set([{ id: 1 }, value, { id: 3 }])) },
];

describe.each(
  WAYS.flatMap((each) =>
    (['turn', 'record'] as const).map((flush) => ({ way: each.way, flush, options: { ...each.options, flush } })),
  ),
)('a record by $way, $flush', ({ options }) => {
  it.each(SENDERS)('is refused by $name when a look at its value ends the connection', async ({ send }) => {
    const { connection, transport, scheduler } = sending(options);
    await connection.send({ id: 9 });
    const value = acting(2, () => void connection.end());
    expect(await outcome(send(connection, value))).toBe('connection-closed');
    scheduler.turn();
    expect([transport.hasEnded, transport.violations]).toEqual([true, []]);
    expect(transport.written.length).toBe(connection.stats.bytesSent);
    expect(connection.stats.recordsSent).toBe(send === SENDERS[0]?.send ? 1 : 2);
  });

  it.each(SENDERS)('is refused by $name when a look at its value gives the connection up', async ({ send }) => {
    const { connection, transport, scheduler } = sending(options);
    const value = acting(2, () => connection.abort());
    expect(await outcome(send(connection, value))).toBe('connection-aborted');
    scheduler.turn();
    expect(transport.violations).toEqual([]);
    const { bytesSent, bytesUnsent } = connection.stats;
    expect(transport.written.length).toBe(bytesSent - bytesUnsent);
  });

  it('leaves alone what its own value sends elsewhere after it gave its connection up', async () => {
    const [mine, other] = [sending(options), sending(options)];
    await other.connection.send({ id: 40 });
    await other.connection.flush();
    const value = acting(99, () => {
      mine.connection.abort();
      void other.connection.send({ id: 41 });
      void other.connection.send({ id: 42 });
    });
    expect(await outcome(mine.connection.send(value))).toBe('connection-aborted');
    await other.connection.end();
    expect(other.transport.written.includes(99)).toBe(false);
    expect([other.transport.written.includes(41), other.transport.written.includes(42)]).toEqual([true, true]);
  });
});

describe('a promise that is rejected because the connection is gone', () => {
  // Unhandled rejections would end the process, and fail this.
  it.each(WAYS)('is none that has to be handled, $way', async ({ options }) => {
    const { connection } = sending(options);
    void connection.send(acting(1, () => connection.abort()));
    void connection.send({ id: 2 });
    void connection.sendMany([{ id: 3 }]);
    void connection.sendMany(new Set([{ id: 4 }]));
    void connection.sendMany(connection.prepare([{ id: 5 }]));
    void connection.flush();
    void connection.end();
    await new Promise(setImmediate);
    expect(connection.stats.recordsSent).toBe(0);
  });

  it.each(WAYS)('is none that has to be handled when it was waiting, $way', async ({ options }) => {
    const { connection, transport } = sending({ ...options, maxQueued: 0 }, () => 'full');
    void connection.sendMany([{ id: 1 }, { id: 2 }, { id: 3 }]);
    void connection.sendMany(new Set([{ id: 4 }, { id: 5 }]));
    void connection.flush();
    await new Promise(setImmediate);
    transport.lose(new Error('reset'));
    await new Promise(setImmediate);
    expect(connection.isCongested).toBe(false);
  });
});

describe('records that are longer than a page', () => {
  const Long = record({ id: u32, rest: bytes(140_000) });
  const rest = new Uint8Array(140_000);

  it.each(['turn', 'microtask', 'record'] as const)('are sent and counted as others are, %s', async (flush) => {
    const [transport, scheduler] = [new SlowTransport(() => 'taken'), new ManualScheduler()];
    const connection = new Connection(transport, scheduler, planConnection({ codec: Long, flush }));
    await connection.send({ id: 1, rest });
    await connection.sendMany([
      { id: 2, rest },
      { id: 3, rest },
    ]);
    await connection.flush();
    expect(connection.stats).toMatchObject({ recordsSent: 3, bytesSent: 3 * 140_004, bytesQueued: 0 });
    expect(transport.written.length).toBe(3 * 140_004);
  });
});

describe('a connection that is congested', () => {
  it('says so in time when something else was queued between two records', async () => {
    const { connection } = sending({ maxQueued: 1_000 }, () => 'full');
    void connection.send({ id: 0 });
    void connection.flush().catch(() => {});
    void connection.send({ id: 1 });
    void connection.sendMany(connection.prepare(Array.from({ length: 200 }, (_, id) => ({ id }))));
    const queued = (): number => connection.stats.bytesQueued - 4; // the first one is with the transport
    for (let id = 0; id < 100; id++) {
      expect([queued(), connection.isCongested]).toEqual([queued(), queued() > 1_000]);
      void connection.send({ id }).catch(() => {});
    }
    connection.abort();
  });
});
