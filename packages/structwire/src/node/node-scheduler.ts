import type { Scheduler } from '../connection/transport.ts';

/**
 * The event loop of Node.
 *
 * Deferred tasks run in the check phase: after every callback of this turn, before the next wait for input. Those that
 * are left when the process exits run then, so that a record sent in the last turn still leaves.
 */
class NodeScheduler implements Scheduler {
  #tasks: (() => void)[] = [];
  #isWatchingExit = false;

  defer(task: () => void): void {
    if (this.#tasks.push(task) > 1) return;
    if (!this.#isWatchingExit) {
      this.#isWatchingExit = true;
      process.once('exit', this.#run);
    }
    setImmediate(this.#run);
  }

  after(delayMs: number, task: () => void): () => void {
    if (delayMs === Infinity) return () => {};
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  }

  readonly #run = (): void => {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  };
}

export const nodeScheduler: Scheduler = new NodeScheduler();
