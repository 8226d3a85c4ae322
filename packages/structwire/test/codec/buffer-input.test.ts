import { Struct } from 'structwire';
import { expect, it } from 'vitest';

it.each(['2s', '3p', '2c'])('bytes read by %s from a Buffer are a copy, and no Buffer', (format) => {
  const buffer = Buffer.from([2, 1, 2]);
  const [first] = new Struct(format).unpackFrom(buffer) as [Uint8Array];
  const before = [...first];
  buffer.fill(0xff);
  expect([...first]).toEqual(before);
  expect(first.constructor).toBe(Uint8Array);
});
