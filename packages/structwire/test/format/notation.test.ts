import fc from 'fast-check';
import { calcsize, layoutOf, type RecordLayout, Struct, type StructOptions, struct } from 'structwire';
import { describe, expect, it } from 'vitest';

describe('a field notation', () => {
  it('encodes and decodes objects', () => {
    const reading = struct('<id:I tag:2s value:f');
    const bytes = Uint8Array.from([1, 0, 0, 0, 0x61, 0x62, 0xcd, 0xcc, 0x2c, 0x40]); // python3: struct.pack('<I2sf', 1, b'ab', 2.7)
    expect(reading.size).toBe(10);
    expect(reading.notation).toBe('<id:I tag:2s value:f');
    expect(reading.encode({ id: 1, tag: 'ab', value: 2.7 })).toEqual(bytes);
    expect(reading.decode(bytes)).toEqual({ id: 1, tag: Uint8Array.from([0x61, 0x62]), value: 2.700000047683716 });
  });

  it('aligns natively, at the end only when asked to', () => {
    // python3: struct.calcsize for the same items: 12, 16 and 9
    expect(offsetsOf('id:I tag:2s value:f')).toEqual({ size: 12, id: 0, tag: 4, value: 8 });
    expect(offsetsOf('@a:B b:q')).toEqual({ size: 16, a: 0, b: 8 });
    expect(offsetsOf('a:q b:B')).toEqual({ size: 9, a: 0, b: 8 });
    expect(offsetsOf('a:q b:B 0q')).toEqual({ size: 16, a: 0, b: 8 });
    expect(offsetsOf('a:B b:q', { abi: 'i386' })).toEqual({ size: 12, a: 0, b: 4 });
    expect(offsetsOf('a:B b:3h c:0i')).toEqual({ size: 8, a: 0, b: 2, c: 8 });
  });

  it('makes arrays of counts and bytes of lengths', () => {
    const list = struct('>one:1H many:3H none:0H chars:2c text:3s short:4p');
    const bytes = Uint8Array.from([0, 1, 0, 2, 0, 3, 0, 4, 65, 66, 97, 98, 99, 2, 120, 121, 0]);
    const value = {
      one: [1],
      many: [2, 3, 4],
      none: [],
      chars: [Uint8Array.of(65), Uint8Array.of(66)],
      text: Uint8Array.of(97, 98, 99),
      short: Uint8Array.of(120, 121),
    };
    expect(list.encode(value)).toEqual(bytes);
    expect(list.decode(bytes)).toEqual(value);
  });

  it('has padding and white space between fields', () => {
    const spaced = struct('<\n  a:B 2x\n\tb:B  3x ');
    expect(spaced.encode({ a: 1, b: 2 })).toEqual(Uint8Array.of(1, 0, 0, 2, 0, 0, 0));
    expect(spaced.decode(Uint8Array.of(1, 9, 9, 2, 9, 9, 9))).toEqual({ a: 1, b: 2 });
    expect(spaced.layout.fields.map(({ name, offset }) => [name, offset])).toEqual([
      ['a', 0],
      [null, 1],
      ['b', 3],
      [null, 4],
    ]);
  });

  it('may be empty', () => {
    expect(struct('').decode(new Uint8Array())).toEqual({});
    expect(struct('<4x').encode({})).toEqual(new Uint8Array(4));
  });

  it('takes names that objects inherit', () => {
    const hostile = struct('<__proto__:B constructor:B toString:B $_0:B');
    const decoded = hostile.decode(Uint8Array.of(1, 2, 3, 4));
    expect(Object.entries(decoded)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
      ['$_0', 4],
    ]);
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect(hostile.encode(decoded)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('is described without making what its counts say', () => {
    const wide = struct('a:1000000000h b:999999999999s');
    expect(wide.size).toBe(1_001_999_999_999);
    expect(wide.layout.fields[1]?.offset).toBe(2_000_000_000);
  });

  it('is frozen, plain data', () => {
    const layout = struct('<a:B 2x b:3h c:4s').layout;
    expect(JSON.parse(JSON.stringify(layout))).toEqual(layout);
    expect(isDeeplyFrozen(layout)).toBe(true);
  });
});

describe('layoutOf', () => {
  it('tells formats and notations apart by the colon', () => {
    expect(layoutOf('I 2s f')).toEqual(new Struct('I 2s f').layout);
    expect(layoutOf('id:I tag:2s')).toEqual(struct('id:I tag:2s').layout);
    expect(layoutOf('l', { abi: 'llp64' }).size).toBe(4);
    expect(layoutOf('a:l', { abi: 'llp64' }).size).toBe(4);
    expect(() => layoutOf('I 2z')).toThrow("bad char in struct format: 'z' [at index 3]");
    expect(() => layoutOf('a:I b:z')).toThrow("bad char in struct format: 'z' [at index 6]");
    expect(() => layoutOf(7 as never)).toThrow('must be a str'); // as from untyped JavaScript
  });
});

const itemArbitrary = fc.record({
  code: fc.constantFrom(...'cbB?hHiIlLqQnNPefdsp'.split('')),
  count: fc.option(fc.nat(5)),
  padding: fc.option(fc.nat(5)),
});
const prefixArbitrary = fc.constantFrom('', '@', '=', '<', '>', '!');
const abiArbitrary = fc.constantFrom('lp64', 'llp64', 'i386', 'avr', 'm68k') as fc.Arbitrary<
  StructOptions['abi'] & string
>;

describe('properties', () => {
  it('names change nothing: sizes, offsets and bytes are those of the plain format', () => {
    fc.assert(
      fc.property(prefixArbitrary, fc.array(itemArbitrary, { maxLength: 8 }), abiArbitrary, (prefix, drafts, abi) => {
        const isStandard = prefix !== '' && prefix !== '@';
        const items = drafts.filter(({ code }) => !(isStandard && 'nNP'.includes(code)));
        const text = (name: (index: number) => string): string =>
          prefix + items.map((item, index) => `${name(index)}${itemText(item)}`).join(' ');
        const plain = new Struct(
          text(() => ''),
          { abi },
        );
        const named = struct(
          text((index) => `field${index}:`),
          { abi },
        );
        expect(named.size).toBe(calcsize(plain.format, { abi }));

        const bytes = Uint8Array.from({ length: plain.size }, (_, index) => (index * 37 + 1) & 0x3f);
        const record: Record<string, unknown> = named.decode(bytes);
        const values = items.flatMap(({ code, count }, index) => {
          const value = record[`field${index}`];
          return count === null || 'sp'.includes(code) ? [value] : (value as unknown[]); // a list, as the count says
        });
        expect(values).toEqual(plain.unpack(bytes));
        expect(named.encode(record)).toEqual(plain.pack(...values));
      }),
      { numRuns: 500 },
    );
  });
});

function itemText({ code, count, padding }: { code: string; count: number | null; padding: number | null }): string {
  return `${count ?? ''}${code}${padding === null ? '' : ` ${padding}x`}`;
}

function offsetsOf(notation: string, options: StructOptions = {}): Record<string, number | null> {
  const { layout } = struct(notation, options);
  return { size: layout.size, ...Object.fromEntries(namedFields(layout)) };
}

function namedFields(layout: RecordLayout): [string, number][] {
  return layout.fields.flatMap(({ name, offset }) => (name === null ? [] : [[name, offset] as [string, number]]));
}

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}
