import type { ConnectionEnd } from './connection-stats.ts';
import type { Deferred } from './deferred.ts';

/** What there is to know about the end of a connection. Most of them that are open have none. */
export class End {
  error: { readonly error: unknown } | undefined;
  closed: Deferred<ConnectionEnd> | undefined;
  received: Deferred<void> | undefined;
  ending: Promise<void> | undefined;
  stopDraining: (() => void) | undefined;
  isClosed = false;
  bytesDiscarded = 0;
}
