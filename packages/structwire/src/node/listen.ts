import { type ConnectionOptions, type ConnectionPlan, planConnection } from '../connection/connection-plan.ts';
import { checkedLimit, SERVER_DEFAULTS, type ServerLimits } from '../connection/limits.ts';
import { MemoryBudget } from '../connection/memory-budget.ts';
import type { ListenTarget } from './listen-target.ts';
import { mostConnections } from './open-files.ts';
import { openListener } from './open-listener.ts';
import { optionsOf } from './options-of.ts';
import { type ConnectionHandler, Server, type ServerOptions } from './server.ts';
import { type ListenUdp, udpDefaults } from './udp-options.ts';
import { websocketDefaults } from './websocket-options.ts';

/** Where to listen, what the records are, and how connections are treated. */
export interface ListenOptions<Out, In = Out>
  extends ConnectionOptions<Out, In>,
    ServerOptions,
    ServerLimits,
    ListenTarget {}

/**
 * Listens for TCP, TLS, Unix socket or WebSocket connections, or for datagrams, and resolves once it does.
 *
 * @throws StructwireError by rejection: `address-in-use`, `listen-failed`, `stream-needs-size`, `bad-option`,
 *   `package-missing`; the reason of `signal` when it is aborted.
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { listen } from 'structwire/net';
 *
 * await using server = await listen({ port: 0, codec: new Struct('I 2s f') }, async (connection) => {
 *   for await (const record of connection) console.log(connection.remoteAddress, record);
 * });
 * console.log(`waiting on ${server.address}`);
 * ```
 */
export async function listen<Out, In = Out>(
  options: ListenOptions<Out, In>,
  handler: ConnectionHandler<Out, In>,
): Promise<Server<Out, In>> {
  const { signal } = options;
  const plan = serverPlan(options);
  const maxConnections = checkedLimit('maxConnections', options.maxConnections ?? mostConnections());
  signal?.throwIfAborted();
  const listener = await openListener(options, { ...plan.limits, maxConnections });
  const server = new Server(listener, handler, plan, options);
  if (signal !== undefined) closeWith(signal, server);
  return server;
}

/** The plan of a server: its defaults, and one memory budget for all connections. */
function serverPlan<Out, In>(options: ListenOptions<Out, In>): ConnectionPlan<Out, In> {
  const memoryBudget = checkedLimit('memoryBudget', options.memoryBudget ?? SERVER_DEFAULTS.memoryBudget);
  const udp = optionsOf(options.udp);
  const plan = udp === undefined ? planStreams(options) : planUdp(options, udp);
  if (memoryBudget === Number.POSITIVE_INFINITY) return plan;
  return { ...plan, budget: new MemoryBudget(memoryBudget, plan.sweeps.targets) };
}

function planStreams<Out, In>(options: ListenOptions<Out, In>): ConnectionPlan<Out, In> {
  const { idleTimeoutMs } = SERVER_DEFAULTS;
  const hasMessages = optionsOf(options.webSocket) !== undefined;
  return planConnection(options, { idleTimeoutMs, refuseForeign: true, ...(hasMessages && websocketDefaults()) });
}

/** The listener itself knows who has fallen silent. */
function planUdp<Out, In>(options: ListenOptions<Out, In>, udp: ListenUdp): ConnectionPlan<Out, In> {
  const { onError } = options;
  const defaults = { ...udpDefaults(udp), ...(onError !== undefined && { onDamage: onError }) };
  return planConnection({ ...options, idleTimeoutMs: Number.POSITIVE_INFINITY }, defaults);
}

/** Closes a server as soon as the signal says so. */
function closeWith(signal: AbortSignal, server: { close(): Promise<void>; readonly closed: Promise<void> }): void {
  const onAbort = (): void => void server.close();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void server.closed.then(() => signal.removeEventListener('abort', onAbort));
}
