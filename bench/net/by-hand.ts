import { connect as connectSocket, type Socket } from 'node:net';
import type { ConnectTarget } from 'structwire/net';
import { type Sums, type Values, Wanted } from './reading.ts';
import type { Receive } from './receivers.ts';

// What a careful programmer gets out of node:net for these records and no others: one buffer for all reads, a DataView over
// it, the record that two reads share put together, and no reading ahead of whoever takes the records.

const SIZE = 12;

type Decode<Out> = (view: DataView, at: number) => Out;

/** The record of numbers. */
export function decodeNumbers(view: DataView, at: number): Values {
  return { id: view.getUint32(at, true), other: view.getUint32(at + 4, true), value: view.getFloat32(at + 8, true) };
}

/** The record with two bytes. */
export function decodeTagged(view: DataView, at: number): { id: number; tag: Uint8Array; value: number } {
  const tag = new Uint8Array(2);
  tag[0] = view.getUint8(at + 4);
  tag[1] = view.getUint8(at + 5);
  return { id: view.getUint32(at, true), tag, value: view.getFloat32(at + 8, true) };
}

/** Records in arrays, one for each read. */
export function byHand<Out>(
  readBytes: number,
  decode: Decode<Out>,
  take: (arrivals: Arrivals<Out>, sums: Sums) => Promise<void>,
): Receive {
  return async (target, count, sums) => {
    const arrivals = new Arrivals(target, readBytes, decode);
    arrivals.ask(count);
    await take(arrivals, sums);
  };
}

export class Arrivals<Out> implements AsyncIterable<Out[]> {
  readonly #socket: Socket;
  readonly #view: DataView;
  readonly #decode: Decode<Out>;
  readonly #carry = new Uint8Array(SIZE);
  #have = 0;
  #waiting: Out[] | undefined;
  #wake: ((batch: Out[] | undefined) => void) | undefined;
  #hasEnded = false;

  constructor({ port = 0 }: ConnectTarget, readBytes: number, decode: Decode<Out>) {
    const buffer = new Uint8Array(readBytes);
    this.#view = new DataView(buffer.buffer);
    this.#decode = decode;
    const onread = { buffer, callback: (length: number) => this.#arrived(buffer, length) };
    this.#socket = connectSocket({ port, host: '127.0.0.1', onread });
    this.#socket.once('end', () => {
      this.#hasEnded = true;
      this.#wake?.(undefined);
      this.#socket.end();
    });
  }

  ask(count: number): void {
    this.#socket.write(Wanted.pack(BigInt(count)));
  }

  #arrived(buffer: Uint8Array, length: number): boolean {
    const batch: Out[] = [];
    let at = 0;
    if (this.#have > 0) {
      at = Math.min(SIZE - this.#have, length);
      this.#carry.set(buffer.subarray(0, at), this.#have);
      this.#have += at;
      if (this.#have < SIZE) return true;
      batch.push(this.#decode(new DataView(this.#carry.buffer), 0));
      this.#have = 0;
    }
    for (; at + SIZE <= length; at += SIZE) batch.push(this.#decode(this.#view, at));
    this.#have = length - at;
    this.#carry.set(buffer.subarray(at, length));
    if (batch.length === 0) return true;
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake === undefined) this.#waiting = batch;
    else wake(batch);
    return wake !== undefined;
  }

  /** The next array, or nothing at the end. */
  take(): Promise<Out[] | undefined> {
    const batch = this.#waiting;
    this.#waiting = undefined;
    if (batch !== undefined || this.#hasEnded) return Promise.resolve(batch);
    this.#socket.resume();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<Out[]> {
    return { next: () => this.take().then((value) => (value ? { done: false, value } : { done: true, value })) };
  }

  /** One at a time. */
  records(): AsyncIterableIterator<Out> {
    return new Records(this);
  }
}

class Records<Out> implements AsyncIterableIterator<Out> {
  readonly #arrivals: Arrivals<Out>;
  #batch: Out[] = [];
  #index = 0;

  constructor(arrivals: Arrivals<Out>) {
    this.#arrivals = arrivals;
  }

  next(): Promise<IteratorResult<Out>> {
    if (this.#index < this.#batch.length) return Promise.resolve({ done: false, value: this.#batch[this.#index++]! }); // it was compared just now
    return this.#nextBatch();
  }

  async #nextBatch(): Promise<IteratorResult<Out>> {
    const batch = await this.#arrivals.take();
    if (batch === undefined) return { done: true, value: undefined };
    this.#batch = batch;
    this.#index = 1;
    return { done: false, value: batch[0]! }; // none is empty
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
