import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { interruption } from '../src/terminal/interruption.ts';

function stage(): { emitter: EventEmitter; clock: { ms: number }; ended: string[]; signal: AbortSignal } {
  const emitter = new EventEmitter();
  const clock = { ms: 1_000 };
  const ended: string[] = [];
  const signal = interruption(emitter, { now: () => clock.ms, end: (name) => void ended.push(name) });
  return { emitter, clock, ended, signal };
}

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'])('by %s is heard once, however many say it at that moment', (name) => {
    const { emitter, clock, ended, signal } = stage();
    expect(signal.aborted).toBe(false);
    for (const ms of [0, 3, 400]) {
      clock.ms = 1_000 + ms;
      emitter.emit(name, name);
      expect(signal.aborted).toBe(true);
    }
    expect(signal.reason).toBe(name);
    expect(ended).toEqual([]);
  });

  it('that comes again later ends the process, with nobody listening', () => {
    const { emitter, clock, ended, signal } = stage();
    emitter.emit('SIGINT', 'SIGINT');
    clock.ms += 501;
    emitter.emit('SIGTERM', 'SIGTERM');
    expect([signal.reason, ended]).toEqual(['SIGINT', ['SIGTERM']]);
    expect(emitter.eventNames()).toEqual([]);
  });
});
