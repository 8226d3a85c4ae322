import type { EventEmitter } from 'node:events';

/**
 * For so long a signal is the same one said again: the terminal and npm both tell of a Ctrl-C, and `timeout` tells the
 * process and its group.
 */
const SAME_SIGNAL_MS = 500;

/**
 * Aborted by the first SIGINT or SIGTERM; another one, later, ends the process the usual way.
 *
 * `emitter` is the process. `end` is called with the signal when nobody listens to it any more.
 */
export function interruption(
  emitter: EventEmitter,
  { now, end }: { readonly now: () => number; readonly end: (signal: NodeJS.Signals) => void },
): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (first === undefined) {
      first = now();
      controller.abort(signal);
    } else if (now() - first > SAME_SIGNAL_MS) {
      emitter.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      end(signal);
    }
  };
  emitter.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return controller.signal;
}
