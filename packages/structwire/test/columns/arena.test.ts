import fc from 'fast-check';
import { isStructwireError, type RecordLayout, Struct } from 'structwire';
import { ColumnArena, ColumnCodec, columns } from 'structwire/columns';
import { describe, expect, it } from 'vitest';
import { Lanes } from '../../src/columns/arena/lanes.ts';
import { planColumns } from '../../src/columns/plan.ts';
import { caught } from '../caught.ts';
import { arbitraryLayout, scalarOf } from './arbitrary-layout.ts';
import { randomBytes } from './random-bytes.ts';

const ROOM = 1_000_000;

/** Bytes, at some place of an arena. */
function placed(arena: ColumnArena, bytes: Uint8Array, shift: number): Uint8Array {
  const piece = arena.allocate(bytes.length + shift).subarray(shift);
  piece.set(bytes);
  return piece;
}

describe('columns in an arena', () => {
  it('are those outside of it', () => {
    const arena = new ColumnArena(ROOM);
    const records = fc.record({
      layout: arbitraryLayout,
      count: fc.integer({ min: 0, max: 30 }),
      seed: fc.integer(),
      shift: fc.integer({ min: 0, max: 20 }),
      gap: fc.integer({ min: 0, max: 9 }),
    });
    const property = fc.property(records, ({ layout, count, seed, shift, gap }) => {
      arena.reset();
      const stride = layout.size + gap;
      const bytes = randomBytes(count * stride, seed);
      const codec = new ColumnCodec(layout, { codegen: 'eager' });
      const into = codec.allocate(count, { arena });
      const sentinel = arena.allocate(64).fill(0xee);
      const decoded = codec.decode(placed(arena, bytes, shift), { into, stride });
      expect(decoded).toEqual(codec.decode(bytes, { stride }));
      expect(sentinel.every((byte) => byte === 0xee)).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('of records that are very far apart are decoded, and spoil nothing for others', () => {
    const codec = columns(new Struct('<I'), { codegen: 'eager' });
    const arena = new ColumnArena(1000);
    const bytes = arena.allocate(8);
    bytes.set([7, 0, 0, 0, 8]);
    const into = codec.allocate(4, { arena });
    expect(codec.decode(bytes, { into, count: 1, stride: Number.MAX_SAFE_INTEGER })['0']).toEqual(Uint32Array.of(7));
    expect(Lanes.of(codec.columns, 2 ** 40)).toBeNull();
    expect(Lanes.of(codec.columns, 4)).not.toBeNull();
  });

  it.each(['<', '>'] as const)('of every width and place in a record, %s', (order) => {
    const arena = new ColumnArena(ROOM);
    for (const format of [
      'I2s2xf',
      'QI6f2H',
      'BIIB',
      'bHBBBIIII',
      'BBBBHHI',
      'xQxdxI',
      '13s2H',
      '7x3sB',
      'HHHHHHHH',
      '16s',
      'c3xIq',
    ]) {
      arena.reset();
      const codec = columns(new Struct(`${order}${format}` as string), { codegen: 'eager' });
      const bytes = randomBytes(codec.size * 19, 7);
      const into = codec.allocate(19, { arena });
      expect(codec.decode(placed(arena, bytes, 3), { into }), format).toEqual(codec.decode(bytes));
    }
  });

  it('are decoded by lanes, all that are moved as they are', () => {
    const plan = planColumns(new Struct('<I2s2xfQ?').layout, { int64: 'bigint', scaled: 'number' });
    expect([...(Lanes.of(plan, 21)?.columns ?? [])]).toEqual([0, 1, 2, 3]);
    expect(Lanes.of(planColumns(scalarOf('bool', 'le'), { int64: 'bigint', scaled: 'number' }), 1)).toBeNull();
  });

  it('read nothing behind the last byte of the memory', () => {
    const arena = new ColumnArena(65_000);
    const { buffer } = arena.allocate(1);
    const codec = columns(new Struct('<I2s2xf'), { codegen: 'eager' });
    const into = codec.allocate(8, { arena });
    const tail = new Uint8Array(buffer, buffer.byteLength - 8 * codec.size);
    tail.set(randomBytes(tail.length, 9));
    expect(codec.decode(tail, { into })).toEqual(codec.decode(tail.slice()));
  });

  it('say which value does not fit', () => {
    const layout: RecordLayout = {
      kind: 'record',
      fields: [
        { name: 'a', stretch: 0, offset: 0, layout: scalarOf('u32', 'le') },
        { name: 'n', stretch: 0, offset: 4, layout: { ...scalarOf('u64', 'le'), as: 'number' } },
      ],
      stretches: [12],
      size: 12,
      align: 1,
    };
    const arena = new ColumnArena(ROOM);
    const codec = new ColumnCodec(layout, { codegen: 'eager' });
    const bytes = placed(arena, new Uint8Array(120), 0);
    bytes[12 * 6 + 11] = 1;
    const error = caught(() => codec.decode(bytes, { into: codec.allocate(10, { arena }) }));
    expect(isStructwireError(error, 'unsafe-integer') && [error.path, error.offset]).toEqual(['[6].n', 76]);
  });
});

describe('an arena', () => {
  it('gives out aligned pieces until it is full, and takes them back', () => {
    const arena = new ColumnArena(1000);
    const [one, two] = [arena.allocate(10), arena.allocate(100)];
    expect([one.length, two.byteOffset % 64, two.buffer === one.buffer]).toEqual([10, 0, true]);
    const error = caught(() => arena.allocate(arena.available + 1));
    expect(isStructwireError(error, 'bad-column-option') && error.context.option).toBe('byteLength');
    arena.allocate(arena.available);
    expect(arena.available).toBe(0);
    arena.reset();
    expect(arena.allocate(10).byteOffset).toBe(one.byteOffset);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('cannot have %d bytes', (byteLength) => {
    const error = caught(() => new ColumnArena(byteLength));
    expect(isStructwireError(error, 'bad-column-option') && error.context.option).toBe('byteLength');
  });
});
