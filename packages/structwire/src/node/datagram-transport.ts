import type { Transport, TransportSink } from '../connection/transport.ts';
import type { DatagramOutlet } from './datagram-outlet.ts';

/** What all transports of datagrams do: they have no end to tell, and close when everything has left. */
export abstract class DatagramTransport implements Transport {
  readonly remoteAddress: string;
  readonly maxMessageBytes: number;
  readonly outlet: DatagramOutlet;
  protected sink: TransportSink | undefined;
  protected isPaused = false;
  protected isGone = false;
  #isClosing = false;

  constructor(remoteAddress: string, maxMessageBytes: number, outlet: DatagramOutlet) {
    this.remoteAddress = remoteAddress;
    this.maxMessageBytes = maxMessageBytes;
    this.outlet = outlet;
  }

  get pendingBytes(): number {
    return this.outlet.pendingBytes;
  }

  start(sink: TransportSink): void {
    this.sink = sink;
    this.outlet.onDrain = () => sink.onDrain();
    this.outlet.onEmpty = () => {
      if (this.#isClosing) this.destroy();
    };
  }

  write(bytes: Uint8Array): boolean {
    return this.isGone || this.outlet.send(bytes);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  /** UDP has no way to say it. */
  end(): void {}

  close(): void {
    this.#isClosing = true;
    if (this.pendingBytes === 0) this.destroy();
  }

  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.release();
    setImmediate(() => this.sink?.onClose());
  }

  /** Gives back what it stands on. */
  protected abstract release(): void;
}
