import { expect, it } from 'vitest';
import { describeValue } from '../../src/errors/describe-value.ts';

it.each([
  [null, 'null'],
  [undefined, 'undefined'],
  [true, 'true'],
  [-1.5, '-1.5'],
  [Number.NaN, 'NaN'],
  [12n, '12n'],
  [-(10n ** 39n), `-1${'0'.repeat(39)}n`],
  [10n ** 400n, 'a bigint of 333 hex digits'],
  [-(10n ** 400n), 'a bigint of 333 hex digits'],
  ['ab', '"ab"'],
  ['a"b\n\0', '"a\\"b\\n\\u0000"'],
  ['x'.repeat(1_000_000), `"${'x'.repeat(40)}…"`],
  [Uint8Array.of(1, 255), '2 bytes 01ff'],
  [new Uint8Array(1_000_000), `1000000 bytes ${'00'.repeat(32)}…`],
  [[1, 2], 'an array of 2'],
  [{}, 'an object (Object)'],
  [new Date(0), 'an object (Date)'],
  [new Date(Number.NaN), 'an invalid Date'],
  [new Map(), 'an object (Map)'],
  [Object.create(null), 'an object (without prototype)'],
  [{ constructor: { name: 'Fake' } }, 'an object (Object)'],
  [new (class {})(), 'an object (of a class without a name)'],
  [Symbol('s'), 'a symbol'],
  [() => 1, 'a function'],
])('%o', (value: unknown, text) => {
  expect(describeValue(value)).toBe(text);
});

it.each([undefined, 7, { name: Symbol('s') }, { name: '' }])('a prototype whose constructor is %o', (made) => {
  expect(describeValue(Object.create({ constructor: made }))).toBe('an object (of a class without a name)');
});
