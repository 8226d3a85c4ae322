import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  array,
  bytes,
  i16,
  isStructwireError,
  LayoutCodec,
  type RecordLayout,
  type RecordView,
  record,
  struct,
  text,
  transform,
  u8,
  u32,
  viewable,
} from 'structwire';
import { describe, expect, it } from 'vitest';
import { caught } from '../caught.ts';
import { runSeed } from '../random.ts';
import { outcomeOf } from './both-ways.ts';
import { fixedRecord } from './random-layout.ts';
import { valueFor } from './random-value.ts';

const SEED = runSeed();
const RUNS = Number(process.env['STRUCTWIRE_RUNS'] ?? 400);

const reading = struct('<id:I tag:2s 2x value:f');
const SIZE = 12;
const records = [
  { id: 1, tag: Uint8Array.of(97, 98), value: 1.5 },
  { id: 2 ** 32 - 1, tag: Uint8Array.of(0, 255), value: -0.25 },
];

/** The two records behind three bytes of something else. */
function twoRecords(): Uint8Array {
  const bytes = new Uint8Array(3 + 2 * SIZE + 1).fill(0xa5);
  for (const [i, record] of records.entries()) reading.encodeInto(record, bytes, 3 + i * SIZE);
  return bytes;
}

describe('a view', () => {
  it('reads fields where they are, and moves', () => {
    const view = reading.view(twoRecords(), 3);
    expect([view.id, view.tag, view.value]).toEqual([1, Uint8Array.of(97, 98), 1.5]);
    expect(view.moveTo(3 + SIZE)).toBe(view);
    expect([view.id, view.tag, view.value]).toEqual([2 ** 32 - 1, Uint8Array.of(0, 255), -0.25]);
    expect(JSON.parse(JSON.stringify(view))).toMatchObject({ id: 2 ** 32 - 1, value: -0.25 });
  });

  it('writes one field and leaves the rest', () => {
    const bytes = twoRecords();
    const view = reading.view(bytes, 3 + SIZE);
    view.id = 7;
    view.value = 2;
    expect(reading.decodeMany(bytes, 3, bytes.length - 1)).toEqual([records[0], { ...records[1], id: 7, value: 2 }]);
    const before = bytes.slice();
    const error = caught(() => {
      view.id = -1;
    });
    expect(isStructwireError(error, 'integer-out-of-range') && [error.path, error.offset]).toEqual(['id', 3 + 12]);
    expect(bytes).toEqual(before);
  });

  it('of a schema is what a program asks for by name', () => {
    const hex = transform(bytes(2), {
      decode: (tag) => Buffer.from(tag).toString('hex'),
      encode: (text: string) => Uint8Array.from(Buffer.from(text, 'hex')),
    });
    const Reading = viewable(record({ id: u32, tag: hex, points: array(record({ x: i16, y: i16 }), 2) }));
    const stored = Reading.encode({
      id: 7,
      tag: 'beef',
      points: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    });
    const view = Reading.view(stored);
    view.id += 1;
    view.tag = 'cafe';
    view.points[1]!.y = -4; // there are two
    expect(JSON.stringify(view)).toBe('{"id":8,"tag":"cafe","points":[{"x":1,"y":2},{"x":3,"y":-4}]}');
    expect(Reading.decode(stored)).toEqual(view.toJSON());
    expect(outcomeOf(() => viewable(record({ name: text(u8) })).view(stored))).toMatchObject({ code: 'not-viewable' });
  });

  it('is typed as its record', () => {
    const view = reading.view(twoRecords(), 3);
    const id: number = view.id;
    // @ts-expect-error bytes are no text
    const tag: string = view.tag;
    expect([id, tag]).toHaveLength(2);
  });

  it('refuses places where no whole record is', () => {
    const bytes = twoRecords();
    const view = reading.view(bytes, 3);
    for (const offset of [-1, 1.5, Number.NaN, 17, 28, 2 ** 53]) {
      const expected = outcomeOf(() => reading.decodeFrom(bytes, offset));
      expect('code' in expected).toBe(true);
      expect(outcomeOf(() => reading.view(bytes, offset))).toEqual(expected);
      expect(outcomeOf(() => view.moveTo(offset))).toEqual(expected);
    }
    expect(view.id).toBe(1);
  });

  it('works on a resizable buffer after it has grown', () => {
    const buffer = new (
      ArrayBuffer as unknown as new (
        n: number,
        o: object,
      ) => ArrayBuffer & { resize(n: number): void }
    )(12, { maxByteLength: 64 });
    const bytes = new Uint8Array(buffer);
    reading.encodeInto({ id: 9, tag: Uint8Array.of(1, 2), value: 4 }, bytes, 0);
    buffer.resize(40);
    for (let i = 0; i < 3; i++) {
      expect(reading.view(bytes).id).toBe(9);
      expect(reading.decodeFrom(bytes, 0).id).toBe(9);
      expect(reading.decodeFrom(bytes, 28).id).toBe(0);
    }
  });

  it('is the same as decoding and encoding, for random records with any names', () => {
    const cases = fixedRecord.chain((layout) =>
      fc.tuple(fc.constant(layout), valueFor(layout, Infinity), valueFor(layout, 8)),
    );
    let written = 0;
    let refused = 0;
    fc.assert(
      fc.property(cases, ([layout, value, other]) => {
        const codec = new LayoutCodec<Record<string, unknown>>(layout, { codegen: 'never' });
        const bytes = new Uint8Array(layout.size + 4).fill(0x11);
        codec.encodeInto(value as Record<string, unknown>, bytes, 2);
        const decoded = codec.decodeFrom(bytes, 2);
        const view = codec.view(bytes, 2) as unknown as Record<string, unknown>;
        for (const name of namesOf(layout)) expectSame(plain(view[name]), decoded[name]);
        if (typeof other !== 'object' || other === null) return;
        for (const name of namesOf(layout)) {
          if (!Object.hasOwn(other, name)) continue;
          const replaced = copyWith(value as object, name, (other as Record<string, unknown>)[name]);
          const expected = outcomeOf(() => codec.encode(replaced));
          if ((other as Record<string, unknown>)[name] === undefined) continue; // a record misses it, a view has it
          const before = bytes.slice();
          const actual = outcomeOf(() => {
            view[name] = (other as Record<string, unknown>)[name];
            return bytes.slice(2, 2 + layout.size);
          });
          if ('code' in expected) {
            refused++;
            expectSame({ ...actual, message: '' }, { ...expected, offset: (expected.offset ?? 0) + 2, message: '' });
            expectSame(bytes, before);
          } else {
            written++;
            expectSame(actual, expected);
            bytes.set(before);
          }
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(written).toBeGreaterThan(RUNS);
    expect(refused).toBeGreaterThan(RUNS / 20);
  });
});

function namesOf(layout: RecordLayout): string[] {
  return layout.fields.flatMap(({ name }) => (name === null ? [] : [name]));
}

/** What a view shows, without views in it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  const isView = typeof value === 'object' && value !== null && '@view' in value;
  return isView ? (value as unknown as RecordView<object>).toJSON() : value;
}

function copyWith(record: object, name: string, value: unknown): Record<string, unknown> {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(record));
  return Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true });
}

function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}
