import { connectTimedOut } from '../errors/network-errors.ts';
import { failure, isStructwireError } from '../errors/structwire-error.ts';
import { publishFailed } from './connection-events.ts';
import { nodeScheduler } from './node-scheduler.ts';

/** How one try to connect goes on. */
export interface AttemptOptions {
  /** Where to, for messages. */
  readonly target: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * One try to connect, which ends when it has succeeded or failed, takes too long, or is given up by the caller.
 *
 * `start` begins it, reports later how it went, and gives back how to undo what has been begun; that is called unless it
 * succeeds.
 */
export function attempt<T>(
  { target, timeoutMs, signal }: AttemptOptions,
  start: (succeed: (result: T) => void, fail: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      cancelTimeout();
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (reason: unknown): void => {
      settle();
      undo();
      if (isStructwireError(reason)) publishFailed('client', target, reason);
      reject(reason);
    };
    const onAbort = (): void => fail(signal?.reason);
    const undo = start((result) => {
      settle();
      resolve(result);
    }, fail);
    const cancelTimeout = nodeScheduler.after(timeoutMs, () => {
      fail(failure(connectTimedOut, { address: target, timeoutMs }));
    });
    signal?.addEventListener('abort', onAbort);
  });
}
