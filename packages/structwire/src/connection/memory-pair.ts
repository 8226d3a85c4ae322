import { connectionReset } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { Queue } from './queue.ts';
import type { Transport, TransportSink } from './transport.ts';

/** How the two ends of {@link memoryPair} behave. */
export interface MemoryPairOptions {
  /** Bytes under way above which `write` asks to wait. Default 64 KiB. */
  readonly capacity?: number;
  /** How many of the `available` bytes the next chunk takes, at least 1: cuts a stream anywhere. Default: all. */
  readonly split?: (available: number) => number;
}

/** Two transports, each of which delivers what the other one writes, in this process and without a socket. */
export function memoryPair(options: MemoryPairOptions = {}): [Transport, Transport] {
  const [left, right] = [new MemoryTransport('memory:left', options), new MemoryTransport('memory:right', options)];
  left.peer = right;
  right.peer = left;
  return [left, right];
}

/** Size of the memory that chunks are delivered in, which all of them share. */
const CHUNK_BYTES = 64 * 1024;

type Signal = 'end' | 'reset';

class MemoryTransport implements Transport {
  readonly remoteAddress: string;
  readonly #capacity: number;
  readonly #split: (available: number) => number;
  peer!: MemoryTransport; // set by memoryPair() before everything else
  #sink: TransportSink | undefined;
  readonly #arriving = new Queue<Uint8Array>();
  #chunk: Uint8Array = new Uint8Array(0);
  #arrivingBytes = 0;
  #signal: Signal | undefined;
  #isPaused = false;
  #isDelivering = false;
  #hasPeerEnded = false;
  #hasEnded = false;
  #isDestroyed = false;
  #isBlocked = false;

  constructor(address: string, { capacity = 64 * 1024, split = (available) => available }: MemoryPairOptions) {
    this.remoteAddress = address;
    this.#capacity = capacity;
    this.#split = split;
  }

  get pendingBytes(): number {
    return this.peer.#arrivingBytes;
  }

  start(sink: TransportSink): void {
    this.#sink = sink;
    this.#wake();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isDestroyed || this.#hasEnded || this.peer.#isDestroyed) return true;
    this.peer.#arriving.push(bytes);
    this.peer.#arrivingBytes += bytes.length;
    this.peer.#wake();
    this.#isBlocked = this.peer.#arrivingBytes > this.#capacity;
    return !this.#isBlocked;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#wake();
  }

  end(): void {
    if (this.#hasEnded || this.#isDestroyed) return;
    this.#hasEnded = true;
    this.peer.#signal ??= 'end';
    this.peer.#wake();
    this.#closeWhenDone();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    const isClean = this.#hasEnded && this.#arriving.length === 0;
    if (!isClean) this.peer.#signal = 'reset';
    this.peer.#wake();
    this.#close();
  }

  #wake(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    void Promise.resolve().then(() => {
      this.#isDelivering = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    if (this.#isDestroyed || this.#sink === undefined) return;
    if (this.#signal === 'reset') {
      this.#close(failure(connectionReset, { address: this.remoteAddress, reason: 'the other side gave it up' }));
      return;
    }
    if (this.#isPaused) return;
    const chunk = this.#takeChunk();
    if (chunk !== undefined) {
      this.#sink.onChunk(this.#received(chunk));
      this.peer.#madeRoom(this.#arrivingBytes);
      this.#wake();
    } else if (this.#signal === 'end' && !this.#hasPeerEnded) {
      this.#hasPeerEnded = true;
      this.#sink.onEnd();
      this.#closeWhenDone();
    }
  }

  #takeChunk(): Uint8Array | undefined {
    const first = this.#arriving.first();
    if (first === undefined) return undefined;
    const taken = Math.min(first.length, CHUNK_BYTES, Math.max(1, this.#split(first.length)));
    if (taken === first.length) this.#arriving.shift();
    else this.#arriving.replaceFirst(first.subarray(taken));
    this.#arrivingBytes -= taken;
    return first.subarray(0, taken);
  }

  /** As a socket would: in memory that the next chunk is received in as well. */
  #received(bytes: Uint8Array): Uint8Array {
    if (this.#chunk.length < bytes.length) this.#chunk = new Uint8Array(Math.max(bytes.length, this.#chunk.length * 2));
    this.#chunk.set(bytes);
    return this.#chunk.subarray(0, bytes.length);
  }

  #madeRoom(underWay: number): void {
    if (!this.#isBlocked || underWay > this.#capacity / 2) return;
    this.#isBlocked = false;
    void Promise.resolve().then(() => {
      if (!this.#isDestroyed) this.#sink?.onDrain();
    });
  }

  #closeWhenDone(): void {
    if (this.#hasEnded && this.#hasPeerEnded && !this.#isDestroyed) this.#close();
  }

  #close(error?: Error): void {
    this.#isDestroyed = true;
    this.#arriving.clear();
    this.#arrivingBytes = 0;
    void Promise.resolve().then(() => this.#sink?.onClose(error));
  }
}
