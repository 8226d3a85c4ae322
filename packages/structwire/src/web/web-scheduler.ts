import type { Scheduler, SweepTarget } from '../connection/transport.ts';

/** Node, Bun and Deno have it; browsers do not. */
type SetImmediate = (task: () => void) => unknown;

/** The event loop of whatever runs this: a browser, Deno, Bun, Node. */
class WebScheduler implements Scheduler {
  #tasks: (() => void)[] = [];

  defer(task: () => void): void {
    if (this.#tasks.push(task) === 1) soon(this.#run);
  }

  after(delayMs: number, task: () => void): () => void {
    if (delayMs === Number.POSITIVE_INFINITY) return () => {};
    const timer = setTimeout(task, delayMs);
    letGo(timer);
    return () => clearTimeout(timer);
  }

  every(intervalMs: number, target: SweepTarget): () => void {
    if (intervalMs === Number.POSITIVE_INFINITY) return () => {};
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      // A page that was asleep finds the input of that time unread: it must not take that for silence.
      const elapsedMs = Math.min(now - last, 2 * intervalMs);
      last = now;
      target.sweep(elapsedMs);
    }, intervalMs);
    letGo(timer);
    return () => clearInterval(timer);
  }

  readonly #run = (): void => {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  };
}

/** In a task of its own: a message to oneself comes at once, where a timer of a browser would wait for 4 ms. */
function soon(task: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: SetImmediate }; // see there
  if (setImmediate !== undefined) {
    setImmediate(task);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(null);
}

/** Outside of browsers a timer keeps the process alive until it is told not to. */
function letGo(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.(); // a number in browsers and in Deno
}

export const webScheduler: Scheduler = new WebScheduler();
