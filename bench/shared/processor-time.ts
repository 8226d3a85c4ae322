/**
 * Nanoseconds that this process has been worked on, in all its threads: what is left behind for the garbage collector
 * counts, and what other processes take does not.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}
