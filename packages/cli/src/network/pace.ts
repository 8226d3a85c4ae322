import { setTimeout } from 'node:timers/promises';

/** Waits until the next record is due: record number `sent` (from 0) leaves `sent / perSecond` seconds after the first. */
export async function pace(perSecond: number, sent: number, startedAt: number, signal: AbortSignal): Promise<void> {
  const waitMs = startedAt + (sent * 1000) / perSecond - performance.now();
  if (waitMs <= 1) return;
  await setTimeout(waitMs, undefined, { signal });
}
