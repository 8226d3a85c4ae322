import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  array,
  bytes,
  type Codec,
  codec as codecOf,
  constant,
  countOf,
  cstring,
  enumeration,
  f32,
  flags,
  i64,
  isStructwireError,
  type Layout,
  LayoutCodec,
  lazy,
  optional,
  record,
  type Schema,
  Struct,
  scaled,
  struct,
  type Type,
  text,
  timestamp,
  transform,
  u8,
  u16,
  u32,
  union,
} from 'structwire';
import { parseC } from 'structwire/c';
import { generateTypeScript } from 'structwire/generate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const C_TEXT = `
  enum state { OFF, ON = 5 };
  typedef struct {
    unsigned char id;  // who sends */
    unsigned gain : 3, channel : 7;
    enum state state;
    union { float celsius; unsigned char raw[4]; } temperature; // [degC]
    char name[6];
    long long samples[3];
  } sensor_t;
`;

const Point = record({ x: f32, y: f32 });
const Message = record({
  magic: constant(u16, 0xb562),
  kind: enumeration(u8, { POINT: 1, NAME: 2 }),
  count: countOf('tags', u8),
  tags: array(u8, 'count'),
  on: flags(u8, { power: 1, light: 2 }, { others: 'rest' }),
  level: scaled(u8, 0.5),
  at: timestamp(u32, 's'),
  body: union('kind', { POINT: Point, NAME: text(u8) }, { unknown: 'refuse' }),
});

/** Names that would be dangerous as code. */
const HOSTILE = ['__proto__', "it's", '*/ evil() /*', 'a\u2028b', `\`${'$'}{x}\``, 'constructor'];

interface Chain {
  readonly id: number;
  readonly next?: Chain | undefined;
}

/** A record that is itself what it names later. */
const chainType: Schema<Chain> = record({
  id: u8,
  next: optional(
    lazy<Chain>('Chain', () => chainType),
    u8,
  ),
});

/** Name, layout, a value, and statements that the type checker is to accept. */
const CASES: readonly { name: string; layout: Layout; value: unknown; uses: string }[] = [
  {
    name: 'Reading',
    layout: struct('<id:I tag:2s temps:3h big:q on:?').layout,
    value: { id: 1, tag: 'ab', temps: [1, -2, 3], big: -5n, on: true },
    uses: 'const a: bigint = decoded.big; const b: boolean = decoded.on; const c: readonly number[] = decoded.temps;',
  },
  {
    name: 'Tuple',
    layout: new Struct('I 2s f').layout,
    value: [1, 'ab', 2.7],
    uses: 'const [a, b, c]: readonly [number, Uint8Array, number] = decoded;',
  },
  {
    name: 'sensor_t',
    layout: parseC(C_TEXT).typeNamed('sensor_t').layout,
    value: {
      id: 1,
      gain: 3,
      channel: 100,
      state: 'ON',
      temperature: { celsius: 21.5 },
      name: 'abc',
      samples: [1n, -2, 3],
    },
    uses: "const a: 'OFF' | 'ON' | number = decoded.state; const b: number = decoded.temperature.celsius;",
  },
  {
    name: 'Hostile',
    layout: recordNamed(HOSTILE),
    value: Object.fromEntries(HOSTILE.map((name, i) => [name, i])),
    uses: 'const a: number = decoded["it\'s"];',
  },
  {
    name: 'Message',
    layout: Message.layout,
    value: {
      kind: 'POINT',
      tags: [1, 2],
      on: { power: true, rest: 8 },
      level: 3.5,
      at: new Date(1_700_000_000_000),
      body: { tag: 'POINT', value: { x: 1, y: 2 } },
    },
    uses: "const a: Date = decoded.at; if (decoded.body.tag === 'POINT') { const x: number = decoded.body.value.x; }",
  },
  {
    name: 'Tree',
    layout: codecOf(treeType()).layout,
    value: { name: 'a', children: [{ name: 'b', children: [] }] },
    uses: 'const a: string = decoded.name; const b: string | undefined = decoded.children[0]?.name;',
  },
  {
    name: 'Chain',
    layout: chainType.layout,
    value: { id: 1, next: { id: 2, next: undefined } },
    uses: 'const a: number = decoded.id; const b: number | undefined = decoded.next?.next?.id;',
  },
  ...['Codec', 'layout', 'class', 'Date'].map((name) => ({
    name,
    layout: record({ at: timestamp(u32, 's'), data: bytes(2) }).layout,
    value: { at: new Date(5000), data: Uint8Array.of(1, 2) },
    uses: 'const a: Date = decoded.at; const b: Uint8Array = decoded.data;',
  })),
  {
    name: 'Maybe',
    layout: record({ more: optional(i64, u8) }).layout,
    value: { more: 7n },
    uses: 'const a: bigint | undefined = decoded.more; codec.encode({});',
  },
];

const folder = fileURLToPath(new URL('../../../../node_modules/.cache/structwire-generated', import.meta.url));
const compiler = fileURLToPath(new URL('../../../../node_modules/typescript-7/bin/tsc', import.meta.url));
const base = fileURLToPath(new URL('../../../../tsconfig.base.json', import.meta.url));
let complaints = '';

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = {
    composite: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
    isolatedDeclarations: false,
  };
  const config = { extends: base, compilerOptions: { ...options, noUnusedLocals: false, outDir: 'out' } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, layout, uses } of CASES) {
    writeFileSync(join(folder, `${name}.ts`), generateTypeScript(layout, { name, source: `${name}*/\n` }));
    const use = `import { ${exportOf(name)} as codec } from './${name}.ts';\nexport function use(bytes: Uint8Array): void {\n  const decoded = codec.decode(bytes);\n  ${uses}\n}\n`;
    writeFileSync(join(folder, `use-${name}.ts`), use);
  }
  const broken = "import { Reading } from './Reading.ts';\nconst a: string = Reading.decode(new Uint8Array(19)).id;\n";
  writeFileSync(join(folder, 'use-wrong.ts'), broken);
  complaints = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' }).stdout;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(CASES)('the generated module of $name', ({ name, layout, value }) => {
  const reference = new LayoutCodec<unknown>(layout);
  const load = async (): Promise<Codec<unknown>> => {
    const module = (await import(pathToFileURL(join(folder, 'out', `${name}.js`)).href)) as Record<
      string,
      Codec<unknown>
    >;
    return module[exportOf(name)]!; // generated under this name
  };

  it('has types that fit its values', () => {
    expect(complaints.split('\n').filter((line) => line.includes(name) && !line.startsWith('use-wrong'))).toEqual([]);
  });

  it('has code for every operation', () => {
    const operations = /^ +(decode|decodeFrom|decodeMany|encode|encodeInto): \(interpret, runtime\) => \{$/gm;
    expect(generateTypeScript(layout, { name }).match(operations)).toHaveLength(5);
  });

  it('encodes and decodes as the layout does, also at an offset and many at once', async () => {
    const generated = await load();
    const bytes = reference.encode(value);
    expect(generated.encode(value)).toEqual(bytes);
    expect(generated.decode(bytes)).toEqual(reference.decode(bytes));
    const twice = Uint8Array.of(9, ...bytes, ...bytes);
    expect(generated.decodeMany(twice, 1)).toEqual([reference.decode(bytes), reference.decode(bytes)]);
    const target = new Uint8Array(bytes.length + 1);
    expect(generated.encodeInto(value, target, 1)).toBe(bytes.length);
    expect(target.subarray(1)).toEqual(bytes);
  });

  it('refuses as the layout does: every truncation, and values that do not fit', async () => {
    const generated = await load();
    const bytes = reference.encode(value);
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      expect(failureOf(() => generated.decode(cut))).toEqual(failureOf(() => reference.decode(cut)));
    }
    for (const bad of [null, 7, {}, [], { ...(value as object), id: 'x' }, { ...(value as object), tags: 'x' }]) {
      expect(failureOf(() => generated.encode(bad))).toEqual(failureOf(() => reference.encode(bad)));
    }
  });
});

describe('a generated module', () => {
  it('is refused by the type checker where it is used wrongly', () => {
    expect(complaints).toContain("use-wrong.ts(2,7): error TS2322: Type 'number' is not assignable to type 'string'.");
  });

  it('works where code generation is forbidden, without noticing', () => {
    const script = `
      const { Reading } = await import(${JSON.stringify(pathToFileURL(join(folder, 'out/Reading.js')).href)});
      const value = { id: 1, tag: Uint8Array.of(97, 98), temps: [1, 2, 3], big: 5n, on: true };
      for (let i = 0; i < 1000; i++) Reading.decode(Reading.encode(value));
      console.log(Reading.decode(Reading.encode(value)).temps.join());
    `;
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['1,2,3\n', '']);
  });

  it('cannot be made of user functions, nor under the name of a type inside', () => {
    const shout = record({ a: transform(text(u8), { name: 'shout', decode: (s) => s, encode: (s: string) => s }) });
    const failed = failureOf(() => generateTypeScript(shout.layout, { name: 'A' }));
    expect(failed).toMatchObject({
      code: 'invalid-layout',
      message: expect.stringContaining("'shout' is made by functions"),
    });
    const outer = codecOf(record({ tree: treeType() })).layout;
    expect(failureOf(() => generateTypeScript(outer, { name: 'Tree' }))).toMatchObject({ code: 'invalid-layout' });
  });
});

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}

function treeType(): Type<Tree> {
  return lazy<Tree>('Tree', () => record({ name: cstring({ max: 8 }), children: array(treeType(), u8) }));
}

/** Names that a module cannot have get a `_`. */
function exportOf(name: string): string {
  return ['Codec', 'layout', 'class', 'Date'].includes(name) ? `${name}_` : name;
}

function recordNamed(names: readonly string[]): Layout {
  const u8Layout: Layout = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 };
  const fields = names.map((name, i) => ({ name, stretch: 0, offset: i, layout: u8Layout, doc: name }));
  return { kind: 'record', size: names.length, align: 1, stretches: [names.length], fields };
}

function failureOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    return { code: error.code, path: error.path, offset: error.offset, message: error.message };
  }
}
