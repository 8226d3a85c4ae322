import type { Scheduler, SweepTarget } from '../connection/transport.ts';

/** One timer for all the targets with the same interval. */
class Sweep {
  readonly #intervalMs: number;
  readonly #targets = new Set<SweepTarget>();
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    this.#timer = setInterval(this.#run, intervalMs);
    this.#timer.unref();
  }

  add(target: SweepTarget): void {
    this.#targets.add(target);
  }

  /** `true` when that was the last one, and the timer is gone. */
  delete(target: SweepTarget): boolean {
    this.#targets.delete(target);
    if (this.#targets.size > 0) return false;
    clearInterval(this.#timer);
    return true;
  }

  readonly #run = (): void => {
    const now = performance.now();
    // A process that was held up finds the input of that time unread: it must not take that for silence.
    const elapsedMs = Math.min(now - this.#last, 2 * this.#intervalMs);
    this.#last = now;
    for (const target of this.#targets) target.sweep(elapsedMs);
  };
}

/**
 * The event loop of Node.
 *
 * Deferred tasks run in the check phase: after every callback of this turn, before the next wait for input. Those that
 * are left when the process exits run then, so that a record sent in the last turn still leaves.
 */
class NodeScheduler implements Scheduler {
  #tasks: (() => void)[] = [];
  #isWatchingExit = false;
  readonly #sweeps = new Map<number, Sweep>();

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

  every(intervalMs: number, target: SweepTarget): () => void {
    if (intervalMs === Number.POSITIVE_INFINITY) return () => {};
    const sweep = this.#sweeps.get(intervalMs) ?? new Sweep(intervalMs);
    this.#sweeps.set(intervalMs, sweep);
    sweep.add(target);
    return () => {
      if (sweep.delete(target)) this.#sweeps.delete(intervalMs);
    };
  }

  readonly #run = (): void => {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  };
}

export const nodeScheduler: Scheduler = new NodeScheduler();
