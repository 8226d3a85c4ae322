import type { Scheduler, SweepTarget } from './transport.ts';

/** All that one timer looks after: it runs while there is something. */
export class Sweeps<Target extends SweepTarget = SweepTarget> implements SweepTarget {
  readonly #intervalMs: number;
  readonly #targets: Set<Target> = new Set();
  #stop: (() => void) | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Those that are here now. */
  get targets(): Iterable<Target> {
    return this.#targets;
  }

  add(target: Target, scheduler: Scheduler): void {
    this.#targets.add(target);
    this.#stop ??= scheduler.every(this.#intervalMs, this);
  }

  delete(target: Target): void {
    this.#targets.delete(target);
    if (this.#targets.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  sweep(elapsedMs: number): void {
    for (const target of this.#targets) target.sweep(elapsedMs);
  }
}
