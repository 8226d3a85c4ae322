import type { CompilerName } from './type-checker.ts';
import { workspacePath } from './workspace-path.ts';

/** A program whose cost is compared with that of the program it starts with. */
export interface TypeCase {
  readonly name: string;
  /** What the cost is counted from: nothing, or a program that has used the types once. */
  readonly base: 'empty' | 'types' | 'structs';
  readonly lines: readonly string[];
  /**
   * The compiler under which the tests hold the case to its budget: the one that is done with it sooner. Of the
   * declarations TypeScript 7 counts all that they import, TypeScript 6 what the program makes use of.
   */
  readonly watchedBy: CompilerName;
}

const typesPath = JSON.stringify(workspacePath('packages/structwire/src/format/types.ts'));
const structPath = JSON.stringify(workspacePath('packages/structwire/src/struct/typed-struct.ts'));
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
];

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
