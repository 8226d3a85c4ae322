import type { Socket } from 'node:net';
import { Struct } from 'structwire';
import { parseFraming } from 'structwire/framing';
import { type Connection, type ConnectOptions, connect, type ListenOptions, listen, type Server } from 'structwire/net';
import { codeOf } from '../connection/connection-contract.ts';
import { rawPeer } from '../net/raw-peer.ts';

const codec = new Struct('<II');
type Out = [number, number];
type In = readonly [number, number];

/** A server that echoes, a client that uses it all the time, and whatever goes wrong next to them. */
export class Stage implements AsyncDisposable {
  /** What the server reported, in order. */
  readonly errors: unknown[] = [];
  readonly server: Server<Out, In>;
  readonly #stop = new AbortController();
  #bystander: Promise<number> = Promise.resolve(0);
  #onError: (() => void) | undefined;

  private constructor(server: Server<Out, In>, errors: unknown[]) {
    this.server = server;
    this.errors = errors;
  }

  static async open(
    options: Partial<ListenOptions<Out, In>> & { readonly frame?: string } = {},
    clientOptions: Partial<ConnectOptions<Out, In>> = {},
    handle: (connection: Connection<Out, In>) => Promise<void> = echo,
  ): Promise<Stage> {
    const errors: unknown[] = [];
    let stage: Stage | undefined;
    const common = { codec, ...(options.frame !== undefined && { framing: parseFraming(options.frame) }) };
    const onError = (error: unknown): void => {
      errors.push(error);
      if (stage !== undefined) stage.#onError?.();
    };
    const server = await listen({ port: 0, graceMs: 500, ...common, ...options, onError }, handle);
    stage = new Stage(server, errors);
    stage.#bystander = stage.#useServer({ ...common, ...clientOptions });
    return stage;
  }

  /** A bare socket, connected to the server. */
  peer(): Promise<Socket> {
    return rawPeer(this.server.port);
  }

  /** Waits until the server has reported so many errors, and gives their codes. */
  async reported(count = 1): Promise<unknown[]> {
    while (this.errors.length < count) {
      await new Promise<void>((resolve) => {
        this.#onError = resolve;
      });
    }
    return this.errors.map(codeOf);
  }

  /** Ends everything, and checks that the bystander missed nothing and that no connection was left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    const echoed = await this.#bystander;
    await this.server.close();
    if (echoed === 0) throw new Error('the bystander was never served');
    if (this.server.stats.open !== 0) throw new Error(`${this.server.stats.open} connections are left`);
  }

  /** Sends numbered records and wants each of them back, in order, until it is told to stop. */
  async #useServer(
    options: Pick<ConnectOptions<Out, In>, 'codec'> & Partial<ConnectOptions<Out, In>>,
  ): Promise<number> {
    await using connection = await connect({ port: this.server.port, ...options });
    const records = connection[Symbol.asyncIterator]();
    let number = 0;
    do {
      await connection.send([number, number ^ 0x5a5a]);
      const { value } = await records.next();
      if (value?.[0] !== number || value[1] !== (number ^ 0x5a5a))
        throw new Error(`${number} came back as ${String(value)}`);
      number++;
      await new Promise(setImmediate);
    } while (!this.#stop.signal.aborted);
    await connection.end();
    return number;
  }
}

async function echo(connection: Connection<Out, In>): Promise<void> {
  for await (const record of connection) await connection.send(record);
}

/** Fulfilled when the other side has closed a bare socket, one way or another. */
export async function untilClosed(socket: Socket): Promise<void> {
  socket.on('error', () => {}).once('end', () => socket.end());
  socket.resume();
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}
