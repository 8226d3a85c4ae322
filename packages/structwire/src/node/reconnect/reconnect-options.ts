import { checkedLimit, RECONNECT_DEFAULTS } from '../../connection/limits.ts';
import { isStructwireError } from '../../errors/structwire-error.ts';
import type { Account } from './delivery-log.ts';

/** How a connection that broke is made again. */
export interface ReconnectOptions {
  /** The longest wait before the first try. Default 100 ms; it doubles from try to try. */
  readonly firstDelayMs?: number;
  /** It never gets longer than this. Default 10,000 ms. */
  readonly maxDelayMs?: number;
  /** How many tries in a row may fail before it is given up. Default 20; `Infinity` never gives up. */
  readonly maxAttempts?: number;
  /**
   * Records of which certainly no byte was sent always go out on the next connection. With `true` so do all others that
   * `confirm` was not called for, and those that had arrived after all arrive twice. Default false.
   */
  readonly resendUnconfirmed?: boolean;
  /** With `resendUnconfirmed`: bytes of records that are kept until they are confirmed; above it `send` waits. Default 1 MiB. */
  readonly maxUnconfirmed?: number;
  /** Told of every change. */
  readonly onChange?: (change: ReconnectChange) => void;
  /**
   * Whether another try is worth while after an error; `undefined` is a clean end by the other side. Default: what may be over
   * in a moment is: a clean end, refused, reset, timed out, cut off, an address that is not there now; certificates,
   * agreements, options and records that cannot be read are not.
   */
  readonly isWorthRetrying?: (error: unknown) => boolean;
  /** From 0 to 1, for the part of the longest wait that is waited. Default `Math.random`. */
  readonly random?: () => number;
  /** Waits, and rejects when the signal is aborted. Default: a timer. */
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** What happened to a connection that is made again. */
export type ReconnectChange =
  /** It broke, or the other side ended it (`error` is absent then); the account says what that means for what was sent. */
  | { readonly type: 'lost'; readonly error?: unknown; readonly account: Account }
  /** Try number `attempt` comes in `delayMs`. */
  | { readonly type: 'waiting'; readonly attempt: number; readonly delayMs: number; readonly error?: unknown }
  /** There is a connection (again), after so many tries. */
  | { readonly type: 'connected'; readonly remoteAddress: string; readonly attempts: number }
  | { readonly type: 'gave-up'; readonly error: unknown; readonly account: Account };

/** With every default in its place but the timer of the runtime. */
export interface ReconnectPlan extends Required<ReconnectOptions> {}

const RETRIED: ReadonlySet<string> = new Set([
  'connection-refused',
  'host-not-found',
  'connect-timed-out',
  'connect-failed',
  'connection-reset',
  'record-cut-off',
  'idle-timed-out',
  'record-timed-out',
  'write-timed-out',
  'agreement-timed-out',
]);

/** @throws StructwireError `bad-option` */
export function planReconnect(options: ReconnectOptions, wait: ReconnectPlan['wait']): ReconnectPlan {
  const limit = (name: keyof typeof RECONNECT_DEFAULTS): number =>
    checkedLimit(`reconnect.${name}`, options[name] ?? RECONNECT_DEFAULTS[name]);
  return {
    resendUnconfirmed: options.resendUnconfirmed ?? false,
    firstDelayMs: limit('firstDelayMs'),
    maxDelayMs: limit('maxDelayMs'),
    maxAttempts: limit('maxAttempts'),
    maxUnconfirmed: limit('maxUnconfirmed'),
    onChange: options.onChange ?? (() => {}),
    isWorthRetrying: options.isWorthRetrying ?? isPassing,
    random: options.random ?? Math.random,
    wait: options.wait ?? wait,
  };
}

/** Close codes of a WebSocket server that goes away, fails, is restarted, or asks to come again (RFC 6455, 7.4, and IANA). */
const RETRIED_CLOSE_CODES: ReadonlySet<number> = new Set([1001, 1006, 1011, 1012, 1013, 1014]);

/** Whether a failure may be over in a moment. */
function isPassing(error: unknown): boolean {
  if (error === undefined) return true;
  if (isStructwireError(error, 'websocket-closed')) return RETRIED_CLOSE_CODES.has(error.context.closeCode);
  return isStructwireError(error) && RETRIED.has(error.code);
}

/** Full jitter: any time up to the longest wait, which doubles with every try that failed. */
export function retryDelay(
  failures: number,
  { firstDelayMs, maxDelayMs, random }: Pick<ReconnectPlan, 'firstDelayMs' | 'maxDelayMs' | 'random'>,
): number {
  return random() * Math.min(maxDelayMs, firstDelayMs * 2 ** failures);
}
