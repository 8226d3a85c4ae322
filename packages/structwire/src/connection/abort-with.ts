import type { ConnectionEnd } from './connection-stats.ts';

/** What is needed of an `AbortSignal`. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Aborts a connection as soon as the signal, if there is one, says so, and forgets the signal when the connection is gone. */
export function abortWith(
  signal: Signal | undefined,
  connection: { abort(reason: unknown): void; readonly closed: Promise<ConnectionEnd> },
): void {
  if (signal === undefined) return;
  const onAbort = (): void => connection.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  void connection.closed.then(() => signal.removeEventListener('abort', onAbort));
}
