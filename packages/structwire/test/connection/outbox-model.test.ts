import { record, u32, varint } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { Connection, type ConnectionOptions, planConnection } from 'structwire/net';
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { collect } from './connection-contract.ts';
import { ManualScheduler, SlowTransport } from './slow-transport.ts';

// Whatever a program does, one thing inside the other, and however slow its transport is: what is accepted leaves once
// and in order, what is refused does not, the numbers are right after every step, and every promise settles.

interface Numbered {
  readonly id: number;
}

const KINDS: readonly ConnectionOptions<Numbered, Numbered>[] = [
  { codec: record({ id: u32 }) },
  { codec: record({ id: u32 }, { codegen: 'never' }) },
  { codec: record({ id: varint }) },
  { codec: record({ id: u32 }), framing: parseFraming('u16be') },
  { codec: record({ id: u32 }), framing: parseFraming('cobs') },
];

/** What was sent by one call: all of it or, when it is refused, what stands before the first wrong one. */
interface Call {
  readonly ids: readonly number[];
  /** The index of the first value that must be refused; as many as there are when none must. */
  readonly wrong: number;
  /** The connection had ended before. */
  readonly isLate: boolean;
  outcome: 'open' | 'sent' | 'refused';
}

/** Behind these nothing interferes any more: what getters send has getters of its own, and a few seeds sent millions. */
const MOST_RECORDS = 10_000;

class Program {
  readonly transport: SlowTransport;
  readonly #random: Random;
  readonly #scheduler = new ManualScheduler();
  readonly #options: ConnectionOptions<Numbered, Numbered> & { readonly maxQueued: number };
  readonly #connection: Connection<Numbered>;
  readonly #calls: Call[] = [];
  readonly #others: Promise<unknown>[] = [];
  #nextId = 1;
  #depth = 0;
  #isOver = false;

  constructor(random: Random) {
    const [waits, full] = [random.one([0, 0.1, 0.7, 1]), random.one([0, 0.2, 0.6, 1])];
    this.#random = random;
    this.transport = new SlowTransport(
      () => (random.chance(waits) ? (random.chance(full) ? 'full' : 'waits') : 'taken'),
      { copiesWrites: random.chance(0.5), maxMessageBytes: random.one([undefined, undefined, 6, 16, 1_400]) },
    );
    const flush = random.one(['turn', 'turn', 'microtask', 'record'] as const);
    const maxQueued = random.one([0, 1, 10, random.whole(0, 3_000), 70_000]);
    this.#options = { ...random.one(KINDS), flush, maxQueued };
    this.#connection = new Connection(this.transport, this.#scheduler, planConnection(this.#options));
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.#step();
      if (this.#random.chance(0.5)) await (this.#random.chance(0.7) ? null : new Promise(setImmediate));
      this.#check();
    }
    await this.#settle();
    this.#end();
    await this.#settle();
  }

  #step(): void {
    const random = this.#random;
    const choice = random.whole(0, 24);
    if (choice < 10) this.#sendSome(random.one([1, 1, 5, 100, 800]));
    else if (choice < 16) this.#sendMany();
    else if (choice < 19) this.#others.push(this.#connection.flush());
    else if (choice < 21) this.#scheduler.turn();
    else if (choice < 23) this.transport.drain();
    else if (choice === 23 && random.chance(0.1)) this.#end();
    else if (choice === 24 && random.chance(0.1)) this.#giveUp();
  }

  /** What a getter does, and an iterator. */
  #interfere(): void {
    if (this.#depth > 1 || this.#nextId > MOST_RECORDS) return;
    this.#depth++;
    this.#step();
    this.#depth--;
  }

  #end(): void {
    this.#isOver = true;
    this.#others.push(this.#connection.end());
  }

  #giveUp(): void {
    this.#isOver = true;
    if (this.#depth > 0 || this.#random.chance(0.5)) this.#connection.abort();
    else this.transport.lose(new Error('broken')); // no transport calls from inside of a call to it
  }

  #sendSome(count: number): void {
    for (let sent = 0; sent < count; sent++) {
      const { id, value, isWrong } = this.#value(0.1);
      const call = this.#call([id], isWrong ? 0 : 1);
      this.#await(call, this.#connection.send(value));
    }
  }

  #sendMany(): void {
    const random = this.#random;
    const all = Array.from({ length: random.one([0, 1, 5, 40, 700]) }, () => this.#value(0.01));
    const ids = all.map(({ id }) => id);
    const wrong = all.findIndex(({ isWrong }) => isWrong);
    const way = random.one(['array', 'iterable', 'async', 'prepared'] as const);
    const call = this.#call(way === 'prepared' && wrong >= 0 ? [] : ids, wrong < 0 ? ids.length : wrong);
    const values = all.map(({ value }) => value);
    try {
      this.#await(call, this.#connection.sendMany(this.#as(way, values)));
    } catch {
      call.outcome = 'refused'; // records that cannot be prepared
    }
  }

  #as(
    way: 'array' | 'iterable' | 'async' | 'prepared',
    values: readonly Numbered[],
  ): Parameters<Connection<Numbered>['sendMany']>[0] {
    if (way === 'array') return values;
    if (way === 'prepared') return this.#connection.prepare(values);
    return way === 'iterable' ? this.#one(values) : this.#oneByOne(values);
  }

  *#one(values: readonly Numbered[]): Iterable<Numbered> {
    for (const value of values) {
      if (this.#random.chance(0.01)) this.#interfere();
      yield value;
    }
  }

  async *#oneByOne(values: readonly Numbered[]): AsyncIterable<Numbered> {
    yield* this.#one(values);
  }

  /** Some are wrong, some are left to the interpreter, and some do something when they are looked at. */
  #value(strange: number): { id: number; value: Numbered; isWrong: boolean } {
    const random = this.#random;
    const id = this.#nextId++;
    if (!random.chance(strange)) return { id, value: { id }, isWrong: false };
    const kind = random.one(['wrong', 'odd', 'acting', 'throwing'] as const);
    const odd = BigInt(id) as unknown as number; // taken, and not by generated code
    if (kind === 'wrong') return { id, value: { id: -1 }, isWrong: true };
    if (kind === 'odd') return { id, value: { id: odd }, isWrong: false };
    let looks = random.whole(1, 3);
    const act = (): number => {
      if (looks-- > 0) this.#interfere();
      if (kind === 'throwing') throw new Error('not now');
      return id;
    };
    return {
      id,
      value: {
        get id() {
          return act();
        },
      },
      isWrong: kind === 'throwing',
    };
  }

  #call(ids: readonly number[], wrong: number): Call {
    const call: Call = { ids, wrong, isLate: this.#isOver, outcome: 'open' };
    this.#calls.push(call);
    return call;
  }

  #await(call: Call, sent: Promise<void>): void {
    const settle = (outcome: Call['outcome']) => (): void => {
      call.outcome = outcome;
    };
    void sent.then(settle('sent'), settle('refused'));
  }

  #check(): void {
    const { transport } = this;
    const { bytesSent, bytesQueued, bytesUnsent } = this.#connection.stats;
    const queued = bytesQueued - transport.pendingBytes;
    expect(transport.violations).toEqual([]);
    expect(transport.overwritten).toBe(0);
    expect(transport.written.length + queued + bytesUnsent).toBe(bytesSent);
    if (transport.isClosed) return;
    const { isCongested } = this.#connection;
    const isWaiting = this.#calls.some(({ outcome }) => outcome === 'open');
    if (queued > this.#options.maxQueued) expect(isCongested).toBe(true);
    else if (!isWaiting) expect(isCongested).toBe(false);
  }

  async #settle(): Promise<void> {
    let before = -1;
    while (before !== this.transport.written.length) {
      before = this.transport.written.length;
      for (let round = 0; round < 3; round++) {
        this.#scheduler.turn();
        this.transport.drain();
        await new Promise(setImmediate);
      }
    }
    this.#check();
    expect(this.#calls.filter(({ outcome }) => outcome === 'open')).toEqual([]);
    await Promise.allSettled(this.#others);
  }

  /** What has left is what was accepted, each call in order, and nothing that was refused. */
  async verify(): Promise<void> {
    const ids = await this.#received();
    const { recordsSent, bytesUnsent } = this.#connection.stats;
    const isCut = bytesUnsent > 0;
    if (!isCut) expect(recordsSent).toBe(ids.length);
    expect(new Set(ids).size).toBe(ids.length);
    const places = new Map(ids.map((id, place) => [id, place]));
    for (const call of this.#calls) {
      const found = call.ids.flatMap((id) => places.get(id) ?? []);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect(call.ids.slice(0, found.length).every((id) => places.has(id))).toBe(true); // none is missing between
      expect(found.length).toBeLessThanOrEqual(call.isLate ? 0 : call.wrong);
      if (call.outcome === 'sent' && !isCut) expect(found.length).toBe(call.ids.length);
      for (const id of call.ids) places.delete(id);
    }
    expect(places.size).toBe(0);
  }

  async #received(): Promise<number[]> {
    const transport = new SlowTransport(() => 'taken');
    const plan = planConnection({ ...this.#options, maxPending: Number.POSITIVE_INFINITY });
    const receiver = new Connection(transport, this.#scheduler, plan);
    transport.deliver(this.transport.written);
    return (await collect(receiver)).map(({ id }) => id);
  }
}

describe('a program that sends', () => {
  const first = Math.floor(Math.random() * 2 ** 31);

  it.each(Array.from({ length: 200 }, (_, index) => first + index))(
    'gets what it asked for (seed %i)',
    async (seed) => {
      const random = new Random(seed);
      const program = new Program(random);
      await program.run(random.whole(5, 60));
      await program.verify();
    },
  );
});
