/** A text that is as hard on a parser as its size allows; all have a length in proportion to `n`. */
export interface Hostile {
  readonly name: string;
  readonly text: (n: number) => string;
  /** How large it is to be, if not as all the others. */
  readonly n?: number;
  /** Codes of errors; `layout` when the text is legal. Which one it is depends on `n`. */
  readonly outcomes: readonly string[];
  /** Texts of the headers it includes. */
  readonly include?: (name: string) => string;
}

const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** `#define A0 <start>`, then each macro is the one before it put into a pattern. */
const tower = (n: number, start: string, next: (before: string) => string): string =>
  `${lines(n, (i) => `#define A${i} ${i === 0 ? start : next(`A${i - 1}`)}`)}\nint x[] = { A${n - 1} };`;

/** What is cheap to refuse is asked for in large. */
const DEEP = 100_000;

export const HOSTILE: readonly Hostile[] = [
  {
    name: 'ordinary structs',
    text: (n) =>
      lines(n, (i) => `/* ${i} */ typedef struct s${i} { int a; char b[3 * ${i % 9} + 1]; unsigned c : 3; } t${i};`),
    outcomes: ['layout'],
  },
  { name: 'open braces', n: DEEP, text: (n) => `struct s ${'{'.repeat(n)}`, outcomes: ['c-syntax', 'c-limit'] },
  { name: 'structs in one another', n: DEEP, text: (n) => 'struct {'.repeat(n), outcomes: ['c-syntax', 'c-limit'] },
  {
    name: 'closed structs in one another',
    n: DEEP,
    text: (n) => `${'struct { '.repeat(n)}int x; ${'} a; '.repeat(n)}`,
    outcomes: ['layout', 'c-limit'],
  },
  { name: 'a struct on each line, none closed', text: (n) => lines(n, (i) => `struct s${i} {`), outcomes: ['c-limit'] },
  {
    name: 'parentheses in a dimension',
    n: DEEP,
    text: (n) => `struct s { int a[${'('.repeat(n)}1`,
    outcomes: ['c-limit'],
  },
  {
    name: 'parentheses in a declarator',
    n: DEEP,
    text: (n) => `struct s { int ${'('.repeat(n)}*a; };`,
    outcomes: ['c-limit'],
  },
  {
    name: 'functions that never end',
    text: (n) => `${lines(n, (i) => `struct s f${i}(`)}${')'.repeat(n)}`,
    outcomes: ['c-syntax', 'c-limit'],
  },
  {
    name: 'declarations without an end',
    text: (n) => lines(n, (i) => `struct a b${i}`),
    outcomes: ['c-syntax', 'c-limit'],
  },
  { name: 'signs', n: DEEP, text: (n) => `struct s { int a[${'- '.repeat(n)}1]; };`, outcomes: ['c-limit'] },
  {
    name: 'questions',
    n: DEEP,
    text: (n) => `struct s { int a[${'1 ? '.repeat(n)}1${' : 2'.repeat(n)}]; };`,
    outcomes: ['layout', 'c-limit'],
  },
  { name: 'pointers', n: DEEP, text: (n) => `struct s { int ${'*'.repeat(n)}a; };`, outcomes: ['layout'] },
  { name: 'dimensions', n: DEEP, text: (n) => `struct s { int a${'[1]'.repeat(n)}; };`, outcomes: ['c-limit'] },
  {
    name: 'typedefs of arrays',
    text: (n) => lines(n, (i) => `typedef ${i === 0 ? 'char' : `a${i - 1}`} a${i}[1];`),
    outcomes: ['layout', 'c-limit'],
  },
  {
    name: 'structs that double',
    text: (n) =>
      lines(n, (i) => `struct s${i} { ${i === 0 ? 'char a; char b;' : `struct s${i - 1} a; struct s${i - 1} b;`} };`),
    outcomes: ['layout', 'c-limit'],
  },
  { name: 'members', text: (n) => `struct s { ${lines(n, (i) => `int a${i};`)} };`, outcomes: ['layout', 'c-limit'] },
  {
    name: 'members of one declaration',
    text: (n) => `struct s { int ${lines(n, (i) => `a${i},`)} z; };`,
    outcomes: ['layout', 'c-limit'],
  },
  {
    name: 'a million elements',
    text: (n) => `struct s { int a[1000000][${n}]; char b[${n}000000000000]; };`,
    outcomes: ['layout', 'c-limit'],
  },
  {
    name: 'elements without bytes',
    text: (n) => `struct e {}; struct s { struct e a[${n}000]; };`,
    outcomes: ['layout', 'c-limit'],
  },
  { name: 'enumerators', text: (n) => `enum e { ${lines(n, (i) => `A${i},`)} };`, outcomes: ['layout'] },
  {
    name: 'mistakes',
    text: (n) => lines(n, (i) => `struct s${i} { nope_t x; };`),
    outcomes: ['c-unknown-type', 'c-limit'],
  },
  {
    name: 'mistakes on one line',
    text: (n) => lines(n, (i) => `struct s${i} { nope_t x; };`).replaceAll('\n', ' '),
    outcomes: ['c-unknown-type', 'c-limit'],
  },
  { name: 'strays', text: (n) => '@ ` \\ '.repeat(n), outcomes: ['c-syntax', 'c-limit'] },
  {
    name: 'quotes',
    text: (n) => `struct s { int a; };\n${'"\n'.repeat(n)}${"'".repeat(n)}`,
    outcomes: ['c-syntax', 'c-limit'],
  },
  { name: 'NULs', text: (n) => `struct s { int a; };${'\0'.repeat(n)}`, outcomes: ['c-syntax', 'c-limit'] },
  { name: 'lines joined', n: DEEP, text: (n) => `struct s { int ${'\\\n'.repeat(n)}a; };`, outcomes: ['layout'] },
  {
    name: 'a long name',
    n: DEEP,
    text: (n) => `struct ${'a'.repeat(n)} { nope${'e'.repeat(n)} x; };`,
    outcomes: ['c-unknown-type'],
  },
  {
    name: 'a long number',
    n: DEEP,
    text: (n) => `struct s { int a[${'9'.repeat(n)}]; };`,
    outcomes: ['c-not-supported'],
  },
  {
    name: 'a long character',
    n: DEEP,
    text: (n) => `struct s { int a[L'\\x${'f'.repeat(n)}']; int b['${'a'.repeat(n)}']; };`,
    outcomes: ['c-not-supported'],
  },
  {
    name: 'a comment of stars',
    n: DEEP,
    text: (n) => `struct s { int a; /**${'*'.repeat(n)} x */ };`,
    outcomes: ['layout'],
  },
  {
    name: 'a comment of lines',
    n: DEEP,
    text: (n) => `struct s { int a; /*${'\n'.repeat(n)} x */ };`,
    outcomes: ['layout'],
  },
  {
    name: 'comments',
    text: (n) => `#define NONE\n${'/* [mm] */ '.repeat(n)}NONE struct s { int a; };`,
    outcomes: ['layout'],
  },
  {
    name: 'a comment without end',
    n: DEEP,
    text: (n) => `struct s { int a; }; /*${'*'.repeat(n)}`,
    outcomes: ['c-preprocessor'],
  },
  {
    name: 'a long pragma',
    n: DEEP,
    text: (n) => `_Pragma("pack(${' '.repeat(n)}")\nstruct s { int a; };`,
    outcomes: ['c-not-supported'],
  },
  {
    name: 'pushes of packing',
    text: (n) => `${'#pragma pack(push, 1)\n'.repeat(n)}struct s { int a; };`,
    outcomes: ['layout'],
  },
  {
    name: 'conditions in one another',
    text: (n) => `${'#if 1\n'.repeat(n)}${'int x;\n'.repeat(n)}${'#endif\n'.repeat(n)}`,
    outcomes: ['layout'],
  },
  {
    name: 'a long condition',
    text: (n) => `#if ${'__has_include(<x.h>) + '.repeat(n)}0\n#endif`,
    outcomes: ['layout'],
  },
  {
    name: 'conditions nobody decides',
    text: (n) => `#include "x.h"\n#define M ${'1 '.repeat(n)}\n#ifdef U\n${'#define M\n'.repeat(n)}#endif`,
    outcomes: ['layout'],
  },
  { name: 'markers', text: (n) => lines(n, (i) => `# ${i} "f${i}.h"\nstruct s${i} { int a; };`), outcomes: ['layout'] },
  { name: 'billion laughs', text: (n) => tower(n, '1,', (before) => `${before} `.repeat(10)), outcomes: ['c-limit'] },
  {
    name: 'billion laughs by arguments',
    text: (n) => `#define F(x) ${'x '.repeat(n)}\nint a[] = { F(${'1, '.repeat(n)}) };`,
    outcomes: ['c-limit', 'c-preprocessor'],
  },
  {
    name: 'one argument everywhere',
    text: (n) => `#define F(...) ${'__VA_ARGS__ '.repeat(n)}\nint a[] = { F(${'1, '.repeat(n)}) };`,
    outcomes: ['c-limit'],
  },
  {
    name: 'a string of strings',
    text: (n) => `#define S(x) T(x)\n#define T(x) #x\n${tower(n, '"\\\\"', (before) => `S(${before})`)}`,
    outcomes: ['c-limit', 'layout'],
  },
  {
    name: 'names pasted',
    text: (n) =>
      `#define C(a, b) D(a, b)\n#define D(a, b) a##b\n${tower(n, 'xy', (before) => `C(${before}, ${before})`)}`,
    outcomes: ['c-limit', 'layout'],
  },
  {
    name: 'arguments everywhere',
    text: (n) => `#define F(...) ${'#__VA_ARGS__ '.repeat(n)}\nchar a[] = F(${'1, '.repeat(n)});`,
    outcomes: ['c-limit'],
  },
  {
    name: 'parameters',
    text: (n) =>
      `#define F(${lines(n, (i) => `p${i},`).replaceAll('\n', ' ')} z) ${lines(n, (i) => `p${i}`).replaceAll('\n', ' ')}`,
    outcomes: ['layout'],
  },
  {
    name: 'calls in one another',
    n: DEEP,
    text: (n) => `#define F(x) x\nint a[${'F('.repeat(n)}1${')'.repeat(n)}];`,
    outcomes: ['c-limit'],
  },
  {
    name: 'macros of one another',
    text: (n) => `${lines(n, (i) => `#define A${i} A${i + 1} B`)}\nstruct s { int a[A0]; };`,
    outcomes: ['c-unknown-name', 'c-syntax', 'c-limit'],
  },
  {
    name: 'a header that includes itself',
    text: () => '#include "x.h"',
    outcomes: ['c-limit'],
    include: () => '#include "x.h"\n',
  },
  {
    name: 'headers that double',
    text: () => '#include "x.h"',
    outcomes: ['c-limit'],
    include: () => '#include "x.h"\n#include "x.h"\n',
  },
  {
    name: 'a large header again and again',
    text: (n) => '#include "x.h"\n'.repeat(n),
    outcomes: ['c-limit', 'layout'],
    include: () => `#if 0\n${'a '.repeat(10_000)}\n#endif\n`,
  },
  {
    name: 'assertions',
    text: (n) => `struct s { int a; };\n${'_Static_assert(sizeof(struct s) == 3, "no");\n'.repeat(n)}`,
    outcomes: ['c-static-assert', 'c-limit'],
  },
];
