import type { Random } from '../../packages/structwire/test/random.ts';

/** A declaration that holds no data. */
export function noise(random: Random, name: string): string {
  return random.one([
    `int ${name}(int a, char *b);`,
    `static inline int ${name}(int a) { struct { int x; } y = { a }; if (a) { return y.x; } return 0; }`,
    `extern int ${name};`,
    `#if 0\nstruct ${name} { broken\n#endif`,
    `/* struct ${name} { int x; }; */`,
    `struct ${name};`,
    `_Static_assert(sizeof(uint16_t) == 2, "two");`,
  ]);
}

/** Ways to set the packing to a number of bytes, and back. */
export function packing(random: Random, bytes: number, prefix: string, id: string): [string[], string[]] {
  const other = random.one([1, 2, 4, 8]);
  return random.one<[string[], string[]]>([
    [[`#pragma pack(push, ${bytes})`], ['#pragma pack(pop)']],
    [[`_Pragma("pack(push, ${bytes})")`], ['#pragma pack(pop)']],
    [[`${prefix}PACK(${bytes})`], ['_Pragma("pack(pop)")']],
    [[`#pragma pack(${bytes})`], ['#pragma pack()']],
    [['#pragma pack(push)', `#pragma pack(${bytes})`], ['#pragma pack(pop)']],
    [
      [`#pragma pack(push, ${other})`, `#pragma pack(push, ${bytes})`],
      ['#pragma pack(pop)', '#pragma pack(pop)'],
    ],
    [
      [`#pragma pack(push, ${id}, ${bytes})`, `#pragma pack(push, ${other})`, '#pragma pack(pop)'],
      [`#pragma pack(pop, ${id})`],
    ],
  ]);
}
