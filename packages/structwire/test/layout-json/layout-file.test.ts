import { readFileSync } from 'node:fs';
import {
  type AnyType,
  array,
  codec,
  constant,
  enumeration,
  f32,
  flags,
  type Layout,
  LayoutCodec,
  lazy,
  record,
  Struct,
  type Type,
  text,
  transform,
  u8,
  u16,
  u64,
  withDefault,
} from 'structwire';
import { parseLayouts, serializeLayouts } from 'structwire/layout';
import { describe, expect, it } from 'vitest';
import { Bmp } from '../../../../examples/protocols/bmp.ts';
import { EntityState } from '../../../../examples/protocols/dis-entity-state.ts';
import { ItchEntry } from '../../../../examples/protocols/itch-5.0.ts';
import { MavlinkFrame } from '../../../../examples/protocols/mavlink-2.ts';
import { ModbusRequest, ModbusResponse } from '../../../../examples/protocols/modbus-tcp.ts';
import { Ntp } from '../../../../examples/protocols/ntp.ts';
import { Packet } from '../../../../examples/protocols/racing-telemetry.ts';
import { Ubx } from '../../../../examples/protocols/ubx.ts';
import { Utmp } from '../../../../examples/protocols/utmp.ts';
import { Wav } from '../../../../examples/protocols/wav.ts';
import { layoutSchemaText } from '../../../../scripts/layout-schema.ts';
import { caught } from '../caught.ts';

interface Tree {
  id: number;
  children: Tree[];
}
const tree: Type<Tree> = record({
  id: u8,
  children: array(
    lazy<Tree>('Tree', () => tree),
    u8,
  ),
});

const ODD = record({
  nan: constant(f32, Number.NaN),
  zero: constant(f32, -0),
  infinite: withDefault(f32, Infinity),
  large: constant(u64, 2n ** 64n - 1n),
  top: flags(u64, { top: 2n ** 63n }),
  names: enumeration(u8, { a: 1n, '"': 2 }),
  ['__proto__']: text(2),
});

const LAYOUTS: Readonly<Record<string, Layout>> = {
  Ntp: Ntp.layout,
  ModbusRequest: ModbusRequest.layout,
  ModbusResponse: ModbusResponse.layout,
  Ubx: Ubx.layout,
  ItchEntry: ItchEntry.layout,
  EntityState: EntityState.layout,
  Packet: Packet.layout,
  MavlinkFrame: MavlinkFrame.layout,
  Bmp: Bmp.layout,
  Wav: Wav.layout,
  Utmp: Utmp.layout,
  tree: codec(tree as AnyType).layout,
  odd: ODD.layout,
  format: new Struct('@c2xI 3000000000B 10s 5p P e').layout,
};

describe('a file of layouts', () => {
  it('gives back what was written, frozen, and as a text is always the same', () => {
    const written = serializeLayouts(LAYOUTS);
    const read = parseLayouts(written);
    expect([...read.keys()]).toEqual(Object.keys(LAYOUTS));
    for (const [name, layout] of read) {
      expect(layout, name).toEqual(LAYOUTS[name]);
      expectFrozen(layout);
    }
    expect(serializeLayouts(read)).toBe(written);
    const shuffled = JSON.stringify(JSON.parse(written), (_key, value: unknown) => reversed(value));
    expect(serializeLayouts(parseLayouts(shuffled))).toBe(written);
  });

  it('gives a codec that does the same', () => {
    const vectors = JSON.parse(
      readFileSync(new URL('../../../../examples/protocols/vectors.json', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    const read = parseLayouts(serializeLayouts(LAYOUTS));
    const bytes = Buffer.from(vectors['ubx nav-pvt'] ?? '', 'hex');
    const again = new LayoutCodec<unknown>(read.get('Ubx') as Layout);
    expect(again.decode(bytes)).toEqual(Ubx.decode(bytes));
    expect(Buffer.from(again.encode(Ubx.decode(bytes)))).toEqual(bytes);
  });

  it('holds no user functions', () => {
    const double = transform(u8, { name: 'double', decode: (n) => n * 2, encode: (n: number) => n / 2 });
    const error = caught(() => serializeLayouts({ A: record({ a: array(double, 2) }).layout }));
    expect([error.code, error.message]).toEqual([
      'invalid-layout',
      expect.stringContaining("'A' has the user function 'double#"),
    ]);
  });

  it('is described by the JSON Schema beside the package', () => {
    const schema = readFileSync(new URL('../../layout.schema.json', import.meta.url), 'utf8');
    expect(schema, 'npm run docs:layout-schema writes it').toBe(layoutSchemaText());
    expect([...validate(JSON.parse(schema), JSON.parse(serializeLayouts(LAYOUTS)))]).toEqual([]);
  });
});

/** What happens to a good file, where it is refused, and the words. */
type Damage = (sensor: Record<string, never>) => void;
const sensor = record({ id: u16, n: u8, values: array(u16, 'n') }, { name: 'sensor' }).layout;

function damaged(damage: Damage): string {
  const json = JSON.parse(serializeLayouts({ sensor })) as { layouts: { layout: Record<string, never> }[] };
  damage(json.layouts[0]?.layout ?? {});
  return JSON.stringify(json);
}

type Json = Record<string, unknown> & { fields: (Record<string, unknown> & { layout: Record<string, unknown> })[] };

const DAMAGES: readonly (readonly [string, (layout: Json) => void, string, string])[] = [
  [
    'unknown property',
    (l) => {
      l['colour'] = 1;
    },
    'layouts[0].layout',
    "unknown property 'colour'",
  ],
  [
    'missing property',
    (l) => {
      delete l['stretches'];
    },
    'layouts[0].layout',
    "the property 'stretches' is missing",
  ],
  [
    'unknown kind',
    (l) => {
      l['kind'] = 'recrod';
    },
    'layouts[0].layout',
    'expected kind to be one of',
  ],
  [
    'no object',
    (l) => {
      (l as Record<string, unknown>)['fields'] = 7;
    },
    'layouts[0].layout.fields',
    'expected a list',
  ],
  [
    'negative offset',
    (l) => {
      l.fields[0]!['offset'] = -1;
    },
    'layouts[0].layout.fields[0].offset',
    'expected a whole number from 0',
  ],
  [
    'unknown scalar',
    (l) => {
      l.fields[0]!.layout['scalar'] = 'u17';
    },
    'layouts[0].layout.fields[0].layout.scalar',
    'expected "u8" or',
  ],
  [
    'wrong size',
    (l) => {
      l.fields[0]!.layout['size'] = 3;
    },
    'layouts[0].layout.fields[0].layout.size',
    'the size is 2, not 3',
  ],
  [
    'outside the stretch',
    (l) => {
      l.fields[0]!['offset'] = 2;
    },
    'layouts[0].layout.fields[0].offset',
    'does not fit its stretch of 3 bytes',
  ],
  [
    'wrong stretch',
    (l) => {
      l.fields[0]!['stretch'] = 1;
    },
    'layouts[0].layout.fields[0].stretch',
    'stands in stretch 0, not 1',
  ],
  [
    'missing stretch',
    (l) => {
      l['stretches'] = [3];
    },
    'layouts[0].layout.stretches',
    'there are 2 stretches, not 1',
  ],
  [
    'name twice',
    (l) => {
      l.fields[1]!['name'] = 'id';
    },
    'layouts[0].layout.fields[1]',
    'two fields have the name "id"',
  ],
  [
    'reference to nothing',
    (l) => {
      l.fields[1]!['name'] = 'm';
    },
    'layouts[0].layout',
    "'n' is no field decoded before this one",
  ],
  [
    'a size that is none',
    (l) => {
      l['size'] = 3;
    },
    'layouts[0].layout.size',
    'the size is null',
  ],
];

describe('a bad file of layouts', () => {
  it.each(DAMAGES)('%s', (_name, damage, path, message) => {
    const error = caught(() => parseLayouts(damaged(damage as unknown as Damage)));
    expect([error.code, error.path]).toEqual(['invalid-layout', path]);
    expect(error.message).toContain(message);
  });

  it.each([
    ['no JSON', '{', '', 'no JSON'],
    ['another format', '{"format":"x","version":1,"layouts":[]}', 'format', 'expected "structwire-layout"'],
    ['a later version', '{"format":"structwire-layout","version":2,"layouts":[]}', 'version', 'expected 1'],
    ['nested without end', `{"format":${'['.repeat(1000)}${']'.repeat(1000)}}`, '', 'nested deeper than 200'],
    [
      'definitions inside',
      damaged((layout) => Object.assign(layout, { kind: 'definitions' })),
      'layouts[0].layout',
      'unknown property',
    ],
  ])('%s', (_name, text, path, message) => {
    const error = caught(() => parseLayouts(text));
    expect([error.code, error.path]).toEqual(['invalid-layout', path]);
    expect(error.message).toContain(message);
  });

  it('with one property of it changed is refused, or is another layout: never anything else', () => {
    const written = JSON.parse(serializeLayouts({ Ubx: Ubx.layout })) as unknown;
    let refused = 0;
    for (const [owner, key] of places(written)) {
      const original = owner[key];
      for (const value of [null, -1, 1e300, 'x', [], {}, { bigint: '5' }]) {
        owner[key] = value;
        try {
          parseLayouts(JSON.stringify(written));
        } catch (error) {
          if (!(error instanceof Error) || !('code' in error)) throw error;
          refused++;
        }
      }
      owner[key] = original;
    }
    expect(refused).toBeGreaterThan(1000);
  }, 60_000);
});

/** Some of all places in JSON: every 7th. */
function places(json: unknown): [Record<string, unknown>, string][] {
  const all: [Record<string, unknown>, string][] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const key of Object.keys(part)) {
      all.push([part as Record<string, unknown>, key]);
      visit((part as Record<string, unknown>)[key]);
    }
  };
  visit(json);
  return all.filter((_, i) => i % 7 === 0);
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

function expectFrozen(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  expect(Object.isFrozen(part)).toBe(true);
  for (const inner of Object.values(part)) expectFrozen(inner);
}

/** As much of JSON Schema as the schema uses; gives the places that do not fit. */
function* validate(root: Json2, json: unknown, schema: Json2 = root, place = '$'): Iterable<string> {
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].replace('#/$defs/', '');
    yield* validate(root, json, (root['$defs'] as Record<string, Json2>)[name] ?? {}, place);
    return;
  }
  const any = (schema['oneOf'] ?? schema['anyOf']) as Json2[] | undefined;
  if (any !== undefined) {
    const fitting = any.filter((each) => [...validate(root, json, each, place)].length === 0).length;
    if (schema['oneOf'] === undefined ? fitting === 0 : fitting !== 1) yield `${place} fits ${fitting}`;
  }
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(json)) yield `${place} is none of the values`;
  if (schema['type'] !== undefined && ![schema['type']].flat().some((type) => isOf(type as string, json)))
    yield `${place} has another type`;
  if (Array.isArray(json))
    for (const [i, item] of json.entries())
      yield* validate(root, item, (schema['items'] ?? {}) as Json2, `${place}[${i}]`);
  else if (typeof json === 'object' && json !== null && schema['properties'] !== undefined) {
    const properties = schema['properties'] as Record<string, Json2>;
    for (const key of schema['required'] as string[]) if (!Object.hasOwn(json, key)) yield `${place}.${key} is missing`;
    for (const [key, value] of Object.entries(json)) {
      const inner = properties[key];
      if (inner === undefined) yield `${place}.${key} is unknown`;
      else yield* validate(root, value, inner, `${place}.${key}`);
    }
  }
}

type Json2 = Readonly<Record<string, unknown>>;

function isOf(type: string, json: unknown): boolean {
  if (type === 'integer') return Number.isInteger(json);
  if (type === 'array') return Array.isArray(json);
  if (type === 'null') return json === null;
  return typeof json === type;
}
