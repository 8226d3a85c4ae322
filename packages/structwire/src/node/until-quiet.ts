/** How long nobody new may come for the queue of the system to count as empty. */
const QUIET_MS = 30;

/** Waits until a count of arrivals stands still for a moment, but no longer than `patienceMs`. */
export async function untilQuiet(arrivals: () => number, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let before = -1; before !== arrivals() && performance.now() < until; ) {
    before = arrivals();
    await new Promise((resolve) => setTimeout(resolve, Math.min(QUIET_MS, patienceMs)));
  }
}
