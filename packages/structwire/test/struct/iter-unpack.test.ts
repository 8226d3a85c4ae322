import { iterUnpack, Struct } from 'structwire';
import { expect, it } from 'vitest';

const bytes = (): Uint8Array => Uint8Array.of(1, 0, 2, 0, 3, 0);

it('reads each record when it is asked for, from the live buffer', () => {
  const buffer = bytes();
  const rows = new Struct('<H').iterUnpack(buffer);
  expect(rows.next()).toEqual({ done: false, value: [1] });
  buffer[2] = 7;
  expect(rows.next().value).toEqual([7]);
  expect(rows.next().value).toEqual([3]);
  expect(rows.next()).toEqual({ done: true, value: undefined });
  expect(rows.next()).toEqual({ done: true, value: undefined });
});

it('is an iterator of its own at each call, and its own iterable', () => {
  const struct = new Struct('<H');
  const buffer = bytes();
  const [one, other] = [struct.iterUnpack(buffer), struct.iterUnpack(buffer)];
  expect(one[Symbol.iterator]()).toBe(one);
  expect([one.next().value, other.next().value]).toEqual([[1], [1]]);
  expect([...one]).toEqual([[2], [3]]);
  for (const [value] of iterUnpack('<H', buffer)) {
    expect(value).toBe(1);
    break;
  }
});

it('two structs do not disturb each other', () => {
  const [big, little] = [new Struct('>H'), new Struct('<H')];
  expect([...big.iterUnpack(bytes())].concat([...little.iterUnpack(bytes())])).toEqual([
    [256],
    [512],
    [768],
    [1],
    [2],
    [3],
  ]);
});
