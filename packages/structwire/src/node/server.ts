import { type AgreementUnderWay, beginAgreement } from '../connection/agreement/agree.ts';
import { Connection } from '../connection/connection.ts';
import type { ConnectionPlan } from '../connection/connection-plan.ts';
import type { ConnectionStats } from '../connection/connection-stats.ts';
import type { ConnectionWatcher } from '../connection/connection-watcher.ts';
import { type Deferred, deferred } from '../connection/deferred.ts';
import type { Transport } from '../connection/transport.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import { publishConnection, publishFailed, publishRefused } from './connection-events.ts';
import type { Listener } from './listener.ts';
import { nodeScheduler } from './node-scheduler.ts';
import { addStats, type ServerStats, type ServerTotals } from './server-stats.ts';

/**
 * What to do with a connection. It is closed when the promise that the handler returns settles and a callback of
 * `onRecords` has had its last record; what was sent still leaves. A handler that returns no promise leaves it open
 * until the other side ends it.
 */
export type ConnectionHandler<Out, In = Out> = (connection: Connection<Out, In>) => unknown;

/** How a server treats what goes wrong. */
export interface ServerOptions {
  /**
   * Told what a handler threw, and why someone who connected did not become a connection. No other connection is
   * affected. Default: what the network or the peer did wrong is only counted; anything else is a mistake in the
   * handler and becomes a process warning.
   */
  readonly onError?: (error: unknown, connection: { readonly remoteAddress: string }) => void;
}

/** The longest that connections which the system had accepted are waited for when a server closes. */
const BACKLOG_MS = 500;
/** A peer that has sent nothing for this long when a server closes has nothing under way. */
const QUIET_MS = 250;

/** A listening server; `listen` makes one. */
export class Server<Out, In = Out> {
  readonly #listener: Listener;
  readonly #handler: ConnectionHandler<Out, In>;
  readonly #plan: ConnectionPlan<Out, In>;
  readonly #options: ServerOptions;
  readonly #connections = new Set<Connection<Out, In>>();
  /** Of these, the ones whose handler has not returned, or has returned a promise; the others are closed when their peer ends. */
  readonly #handled = new Set<Connection<Out, In>>();
  /** Of these, the ones that have said all and wait for the other side to end. */
  readonly #leaving = new Set<Connection<Out, In>>();
  /** Peers that have not said yet what they send and expect. */
  readonly #agreeing = new Set<AgreementUnderWay>();
  readonly #closed: Deferred<void> = deferred();
  readonly #totals: ServerTotals = { accepted: 0, refused: 0, failed: 0, gone: [] };
  #closing: Promise<void> | undefined;
  #quietMs: number | undefined;
  /** The time for closing is over: who comes now comes too late. */
  #isOver = false;

  constructor(
    listener: Listener,
    handler: ConnectionHandler<Out, In>,
    plan: ConnectionPlan<Out, In>,
    options: ServerOptions,
  ) {
    this.#listener = listener;
    this.#handler = handler;
    this.#plan = plan;
    this.#options = options;
    listener.start({
      onTransport: (transport) => void this.#meet(transport),
      onRefused: (remoteAddress) => {
        this.#totals.refused++;
        publishRefused(remoteAddress);
      },
      onFailed: (remoteAddress, error) => this.#fail(remoteAddress, error),
    });
  }

  /** 0 for a Unix socket. */
  get port(): number {
    return this.#listener.port;
  }

  /** `127.0.0.1:10000`, `[::1]:10000`, or the path of a Unix socket. */
  get address(): string {
    return this.#listener.address;
  }

  /** The connections that are open now. */
  get connections(): ReadonlySet<Connection<Out, In>> {
    return this.#connections;
  }

  get stats(): ServerStats {
    const { messages } = this.#listener;
    const open = Array.from(this.#connections, ({ stats }) => stats);
    return { ...addStats(this.#totals, open), ...(messages !== undefined && { messages }) };
  }

  /** Fulfilled when the server has been closed and its last connection is gone. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /**
   * Stops in good order: connections that the system had already accepted are still served, then no more are taken;
   * what has arrived is delivered; a peer that has been silent for a moment between two records counts as done; what was
   * being sent is sent. After `graceMs` (default 5,000) the connections that are left are cut.
   *
   * Fulfilled when all are gone.
   */
  close(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(options.graceMs ?? this.#plan.limits.graceMs);
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(graceMs: number): Promise<void> {
    this.#quietMs = Math.min(QUIET_MS, graceMs / 4);
    for (const connection of this.#connections) connection.drain(this.#quietMs);
    const cancel = nodeScheduler.after(graceMs, () => {
      this.#isOver = true;
      for (const connection of this.#connections) this.#cut(connection);
    });
    await this.#listener.stop(Math.min(BACKLOG_MS, graceMs / 2));
    for (const underWay of this.#agreeing) underWay.cancel(); // they have sent no record yet
    await Promise.all(Array.from(this.#agreeing, ({ over }) => over));
    await Promise.all(Array.from(this.#connections, ({ closed }) => closed));
    cancel();
    this.#closed.resolve();
  }

  #cut(connection: Connection<Out, In>): void {
    if (this.#leaving.has(connection)) void connection.close({ graceMs: 0 });
    else connection.abort();
  }

  #fail(remoteAddress: string, error: unknown): void {
    this.#totals.failed++;
    publishFailed('server', remoteAddress, error);
    this.#report(error, { remoteAddress });
  }

  /** Whoever does not agree never becomes a connection. */
  async #meet(transport: Transport): Promise<void> {
    if (this.#plan.agreement === undefined) return this.#accept(transport);
    const underWay = beginAgreement(transport, nodeScheduler, this.#plan);
    this.#agreeing.add(underWay);
    try {
      this.#accept(await underWay.agreed);
    } catch (error) {
      this.#fail(transport.remoteAddress, error);
    }
    await underWay.over;
    this.#agreeing.delete(underWay);
  }

  #accept(transport: Transport): void {
    const connection = new Connection(transport, nodeScheduler, this.#plan, this.#watcher);
    this.#handled.add(connection);
    this.#totals.accepted++;
    this.#connections.add(connection);
    publishConnection('server', connection);
    if (this.#quietMs !== undefined) connection.drain(this.#quietMs);
    if (this.#isOver) connection.abort();
    else this.#serve(connection);
  }

  /** A connection may do nothing for hours: until it does, there is no more of it here than a place in one set. */
  readonly #watcher: ConnectionWatcher<Connection<Out, In>> = {
    onReceived: (connection) => {
      if (!this.#handled.has(connection)) void this.#finish(connection, undefined);
    },
    onClosed: (connection) => {
      this.#connections.delete(connection);
      this.#handled.delete(connection);
      this.#leaving.delete(connection);
      this.#remember({ ...connection.stats, bytesQueued: 0 }); // what had not left never will
    },
  };

  #remember(stats: ConnectionStats): void {
    this.#totals.gone = [addStats(this.#totals, [stats])];
  }

  #serve(connection: Connection<Out, In>): void {
    try {
      const answer = this.#handler(connection);
      if (!isThenable(answer)) {
        this.#handled.delete(connection);
        return;
      }
      // One function for both outcomes: a connection that says nothing for hours has no more than that waiting for it.
      const promise = Promise.resolve(answer); // which can be asked twice
      const finish = (): void => void this.#finish(connection, promise);
      promise.then(finish, finish);
    } catch (error) {
      void this.#finish(connection, Promise.reject(error));
    }
  }

  /** Closes a connection when its handler, and a callback, are done. */
  async #finish(connection: Connection<Out, In>, answer: unknown): Promise<void> {
    try {
      await answer;
      await connection.delivered;
      if (this.#connections.has(connection)) this.#leaving.add(connection);
      await connection.close();
    } catch (error) {
      this.#report(error, connection);
      // A peer that broke off in the middle of a record may still be reading the answers to the ones before it.
      if (isStructwireError(error, 'record-cut-off')) await connection.close();
      else connection.abort(error);
    }
  }

  #report(error: unknown, connection: { readonly remoteAddress: string }): void {
    try {
      if (this.#options.onError !== undefined) this.#options.onError(error, connection);
      else if (!isStructwireError(error)) warn(error, connection);
    } catch (failed) {
      warn(failed, connection);
    }
  }
}

function warn(error: unknown, { remoteAddress }: { readonly remoteAddress: string }): void {
  const isError = error instanceof Error;
  process.emitWarning(`the handler of ${remoteAddress} failed: ${isError ? error.message : String(error)}`, {
    type: 'StructwireWarning',
    ...(isError && error.stack !== undefined && { detail: error.stack }),
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
