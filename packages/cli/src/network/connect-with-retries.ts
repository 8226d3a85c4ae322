import { setTimeout } from 'node:timers/promises';
import { type ErrorCode, isStructwireError } from 'structwire';
import { type Connection, type ConnectOptions, connect, RECONNECT_DEFAULTS } from 'structwire/net';

/** Failures that may be over in a moment. */
const WORTH_ANOTHER_TRY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'connection-refused',
  'connect-timed-out',
  'connect-failed',
  'host-not-found',
]);

/** Connects; when that fails, tries again up to `retries` times, after waits that double and are spread by chance. */
export async function connectWithRetries<Out, In>(
  options: ConnectOptions<Out, In>,
  retries: number,
  report: (message: string) => void,
): Promise<Connection<Out, In>> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect(options);
    } catch (error) {
      const isOver = attempt >= retries || !isStructwireError(error) || !WORTH_ANOTHER_TRY.has(error.code);
      if (isOver) throw error;
      const longest = Math.min(RECONNECT_DEFAULTS.firstDelayMs * 2 ** attempt, RECONNECT_DEFAULTS.maxDelayMs);
      const waitMs = Math.ceil((longest * (1 + Math.random())) / 2);
      report(`${error.message}; trying again in ${waitMs} ms (${attempt + 1} of ${retries})`);
      await setTimeout(waitMs, undefined, { ...(options.signal !== undefined && { signal: options.signal }) });
    }
  }
}
