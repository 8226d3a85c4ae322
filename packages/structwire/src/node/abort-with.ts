import type { ConnectionEnd } from '../connection/connection-stats.ts';

/** Aborts a connection as soon as the signal says so, and forgets the signal when the connection is gone. */
export function abortWith(
  signal: AbortSignal,
  connection: { abort(reason: unknown): void; readonly closed: Promise<ConnectionEnd> },
): void {
  const onAbort = (): void => connection.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void connection.closed.then(() => signal.removeEventListener('abort', onAbort));
}
