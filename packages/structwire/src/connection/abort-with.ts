import type { ConnectionEnd } from './connection-stats.ts';

/** What is needed of an `AbortSignal`. */
interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Aborts a connection as soon as the signal says so, and forgets the signal when the connection is gone. */
export function abortWith(
  signal: Signal,
  connection: { abort(reason: unknown): void; readonly closed: Promise<ConnectionEnd> },
): void {
  const onAbort = (): void => connection.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void connection.closed.then(() => signal.removeEventListener('abort', onAbort));
}
