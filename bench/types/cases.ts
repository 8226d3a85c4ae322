import type { CompilerName } from './type-checker.ts';
import { workspacePath } from './workspace-path.ts';

/** A program whose cost is compared with that of the program it starts with. */
export interface TypeCase {
  readonly name: string;
  /** What the cost is counted from: nothing, or a program that has used the types once. */
  readonly base: 'empty' | 'types' | 'structs' | 'schemas';
  readonly lines: readonly string[];
  /**
   * The compiler under which the tests hold the case to its budget: the one that is done with it sooner. Of the
   * declarations TypeScript 7 counts all that they import, TypeScript 6 what the program makes use of.
   */
  readonly watchedBy: CompilerName;
}

const typesPath = JSON.stringify(workspacePath('packages/structwire/src/format/types.ts'));
const structPath = JSON.stringify(workspacePath('packages/structwire/src/struct/typed-struct.ts'));
const indexPath = JSON.stringify(workspacePath('packages/structwire/src/index.ts'));
const recordStructPath = JSON.stringify(workspacePath('packages/structwire/src/struct/record-struct.ts'));

/** The first lines of each program. What is made once, such as the tables, is not counted for each case. */
export const BASES: Readonly<Record<TypeCase['base'], readonly string[]>> = {
  empty: ['export {};'],
  types: [
    `import type { Unpacked, UnpackedFields } from ${typesPath};`,
    "export type Warm = [Unpacked<'<B3B3s'>, Unpacked<'B3B3s'>, UnpackedFields<'<a:B'>, UnpackedFields<'a:B'>];",
  ],
  structs: [
    `import { Struct } from ${structPath};`,
    `import { struct } from ${recordStructPath};`,
    "export const warm = [new Struct('<B3B3s'), new Struct('B3B3s'), struct('<a:B'), struct('a:B')];",
  ],
  schemas: [
    `import { array, bytes, countOf, f32, type Infer, record, text, u16, u32, u64, u8, union } from ${indexPath};`,
    "const Warm = record({ n: countOf('a', u8), a: array(u16, 'n'), b: bytes('n'), c: text(2), d: f32, e: u32, f: u64 });",
    'export const warm = [Warm.encode(Warm.decode(new Uint8Array(30))), union(u8, { 1: u8 })];',
  ],
};

const FORTY_FIELDS = Array.from({ length: 40 }, (_, index) => `field_${index}:${'HIfq'.charAt(index % 4)}`);
const FORTY_MIXED = Array.from(
  { length: 40 },
  (_, index) => `field_${index}:${['H', '16s', '6h', 'q', 'f'][index % 5]}${index % 10 === 9 ? ' 2x' : ''}`,
);

/** What is measured, one case a line. */
export const CASES: readonly TypeCase[] = [
  { name: 'the declarations and their first use', base: 'empty', lines: BASES.types, watchedBy: 'typescript' },
  unpacked('<HI'),
  unpacked('I 2s f'),
  unpacked('!BBHIIQ16s'),
  unpacked(`<${'HIBq'.repeat(50)}`, '200 characters'),
  unpacked('<999B'),
  unpacked('<24H'),
  {
    name: '500 formats of 12 characters',
    base: 'types',
    lines: formats(500).map((text, i) => alias(i, text)),
    watchedBy: 'typescript-7',
  },
  fields('<id:I tag:2s value:f'),
  fields(`<${FORTY_FIELDS.join(' ')}`, '40 fields'),
  fields(FORTY_MIXED.join(' '), '40 fields, native, with lists and padding'),
  {
    name: "new Struct('I 2s f').unpack(...) and pack(...)",
    base: 'structs',
    watchedBy: 'typescript-7',
    lines: [
      "const s = new Struct('I 2s f');",
      "const [id, tag, value]: [number, Uint8Array, number] = s.unpack(s.pack(1, 'ab', 2.7));",
      'export const use = [id, tag, value];',
    ],
  },
  {
    name: '500 structs of 12 characters',
    base: 'structs',
    watchedBy: 'typescript-7',
    lines: formats(500).map((text, i) => `export const s${i} = new Struct(${JSON.stringify(text)});`),
  },
  {
    name: 'struct of 40 fields, decode and encode',
    base: 'structs',
    watchedBy: 'typescript-7',
    lines: [
      `const s = struct(${JSON.stringify(`<${FORTY_FIELDS.join(' ')}`)});`,
      'export const copy = s.encode(s.decode(new Uint8Array(220)));',
    ],
  },
  schema('schema of 10 fields', schemaFields(10)),
  schema('schema of 200 fields', schemaFields(200)),
  schema('schema of 20 records of 10 fields', nestedFields(20, 10)),
  schema('schema of an array of a union of 50 records', `all: array(union(u8, { ${unionCases(50)} }), u16)`),
];

function unionCases(count: number): string {
  return Array.from({ length: count }, (_, index) => `${index}: record({ id_${index}: u8, name: text(u8) })`).join(
    ', ',
  );
}

/** A schema of fields of several types, used once. */
function schema(name: string, fields: string): TypeCase {
  return {
    name,
    base: 'schemas',
    watchedBy: 'typescript-7',
    lines: [
      `const Type = record({ ${fields} });`,
      'const value: Infer<typeof Type> = Type.decode(new Uint8Array(9999));',
      'export const copy = Type.encode(value);',
    ],
  };
}

function schemaFields(count: number): string {
  const types = ['u8', 'u32', 'text(8)', 'array(u16, 3)', 'u64', "bytes('field_0')"];
  return Array.from({ length: count }, (_, index) => `field_${index}: ${types[index % types.length]}`).join(', ');
}

function nestedFields(count: number, fields: number): string {
  return Array.from({ length: count }, (_, index) => `part_${index}: record({ ${schemaFields(fields)} })`).join(', ');
}

function unpacked(format: string, name = `'${format}'`): TypeCase {
  return { name, base: 'types', lines: [alias(0, format)], watchedBy: 'typescript' };
}

function alias(index: number, format: string): string {
  return `export type T${index} = Unpacked<${JSON.stringify(format)}>;`;
}

function fields(notation: string, name = `'${notation}'`): TypeCase {
  return {
    name,
    base: 'types',
    lines: [`export type T = UnpackedFields<${JSON.stringify(notation)}>;`],
    watchedBy: 'typescript',
  };
}

/** Distinct formats of 12 characters as people write them: codes, some counts and lengths, some spaces. */
function formats(count: number): string[] {
  const items = ['B', 'H', 'I', 'q', '4s', ' ', 'f', '2x', 'h', 'i', '3H', '?', 'd', 'L'];
  const texts = new Set<string>();
  for (let seed = 1; texts.size < count; seed++) {
    let text = seed % 2 === 0 ? '<' : '>';
    for (let rest = seed * 2654435761; text.length < 12; rest = (rest * 1103515245 + 12345) % 2147483648) {
      const item = items[Math.floor(rest / 65536) % items.length] ?? 'B';
      text += text.length + item.length > 12 ? 'B' : item;
    }
    texts.add(text);
  }
  return [...texts];
}
