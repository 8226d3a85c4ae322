import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryLog } from '../../src/node/reconnect/delivery-log.ts';
import { planReconnect, retryDelay } from '../../src/node/reconnect/reconnect-options.ts';

type Step =
  | { readonly do: 'accept'; readonly size: number }
  | { readonly do: 'give'; readonly count: number; readonly handed: number }
  | { readonly do: 'lose'; readonly handed: number }
  | { readonly do: 'confirm'; readonly part: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('accept' as const), size: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('give' as const), count: fc.nat(6), handed: fc.nat(1_000) }),
  fc.record({ do: fc.constant('lose' as const), handed: fc.nat(1_000) }),
  fc.record({ do: fc.constant('confirm' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

describe.each([
  ['only what was certainly not sent', false],
  ['everything that is not confirmed', true],
])('a delivery log that sends again %s', (_what, resends) => {
  it('gives every record in order, forgets none that may be needed, and knows which are in doubt', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 200, size: 'max' }), (steps) => {
        const log = new DeliveryLog(resends);
        const sizes: number[] = [];
        /** Numbers of the records that this connection was given. */
        let given: number[] = [];
        let [next, confirmed, handedOver, handed] = [0, 0, 0, 0];
        const sum = (bytes: readonly number[]): number => bytes.reduce((total, size) => total + size, 0);
        const bytesOf = (from: number, to: number): number => sum(sizes.slice(from, to));
        const handOver = (most: number): void => {
          handed = Math.max(handed, Math.min(most, sum(given.map((number) => sizes[number] ?? 0))));
        };
        for (const step of steps) {
          if (step.do === 'accept') {
            log.accept(new Uint8Array(step.size).fill(sizes.length));
            sizes.push(step.size);
          } else if (step.do === 'give') {
            for (let i = 0; i < step.count; i++) {
              handOver(step.handed);
              const bytes = log.give(handed);
              expect(bytes?.[0]).toBe(next < sizes.length ? next % 256 : undefined);
              if (bytes !== undefined) given.push(next++);
            }
          } else if (step.do === 'lose') {
            handOver(step.handed);
            log.lose(handed);
            let [whole, bytes] = [0, 0];
            while (whole < given.length && bytes + (sizes[given[whole]!] ?? 0) <= handed)
              bytes += sizes[given[whole++]!] ?? 0;
            const unsent = given[whole] ?? next;
            handedOver = Math.max(handedOver, (given[whole - 1] ?? -1) + 1);
            next = resends ? confirmed : unsent;
            given = [];
            handed = 0;
          } else {
            const records = Math.floor(step.part * Math.max(handedOver, next));
            log.confirm(records);
            confirmed = Math.max(confirmed, records);
            if (resends) next = Math.max(next, confirmed); // an earlier connection had those in between
          }
          const expected = { confirmed, handedOver: Math.max(handedOver, next), accepted: sizes.length };
          expect(log.account).toEqual(expected);
          expect(log.waitingBytes).toBe(bytesOf(next, sizes.length));
          expect(log.hasWaiting).toBe(next < sizes.length);
          expect(log.unconfirmedBytes).toBe(resends ? bytesOf(confirmed, sizes.length) : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses to confirm what was never handed over', () => {
    const log = new DeliveryLog(resends);
    log.accept(Uint8Array.of(1));
    for (const records of [1, -1, 0.5]) {
      expect(() => log.confirm(records)).toThrow(expect.objectContaining({ code: 'bad-option' }));
    }
    log.give(0);
    log.confirm(1);
    expect(log.account).toEqual({ confirmed: 1, handedOver: 1, accepted: 1 });
  });
});

describe('the wait before another try', () => {
  const wait = async (): Promise<void> => {};

  it.each([
    [0, 1, 100],
    [1, 1, 200],
    [2, 0.5, 200],
    [6, 1, 6_400],
    [7, 1, 10_000],
    [5_000, 1, 10_000],
    [3, 0, 0],
  ])('after %d failures, with a chance of %d, is %d ms', (failures, chance, delayMs) => {
    expect(retryDelay(failures, planReconnect({ random: () => chance }, wait))).toBe(delayMs);
  });

  it.each([
    [undefined, true],
    ['connection-refused', true],
    ['connection-reset', true],
    ['connect-timed-out', true],
    ['record-cut-off', true],
    ['tls-failed', false],
    ['agreement-mismatch', false],
    ['bad-option', false],
    ['record-unreadable', false],
    ['connection-aborted', false],
  ])('is worth while after %s: %s', async (code, isWorthwhile) => {
    const { failure } = await import('../../src/errors/structwire-error.ts');
    const error = code === undefined ? undefined : failure({ code: code as 'bad-option', message: () => code }, {});
    expect(planReconnect({}, wait).isWorthRetrying(error)).toBe(isWorthwhile);
    expect(planReconnect({}, wait).isWorthRetrying(new Error('a mistake'))).toBe(false);
  });

  it.each([
    [1001, true],
    [1012, true],
    [1002, false],
    [1008, false],
    [1009, false],
  ])('is worth while after a WebSocket was closed with %d: %s', async (closeCode, isWorthwhile) => {
    const { failure } = await import('../../src/errors/structwire-error.ts');
    const { websocketClosed } = await import('../../src/errors/network-errors.ts');
    const error = failure(websocketClosed, { address: 'ws://a/', closeCode, reason: 'so', by: 'the other side' });
    expect(planReconnect({}, wait).isWorthRetrying(error)).toBe(isWorthwhile);
  });

  it('refuses limits that are none', () => {
    expect(() => planReconnect({ maxAttempts: -1 }, wait)).toThrow('reconnect.maxAttempts');
  });
});
