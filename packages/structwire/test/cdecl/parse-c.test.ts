import { LayoutCodec } from 'structwire';
import { type CType, parseC } from 'structwire/c';
import { describe, expect, it } from 'vitest';

/** `name@offset:size` of the fields of a type, bit-fields as `name@byte.bit:width`. */
function shape(type: CType): string {
  return type.members
    .map(({ path, bitOffset, bitWidth, byteLength }) =>
      bitWidth === null
        ? `${path}@${bitOffset / 8}:${byteLength}`
        : `${path}@${Math.floor(bitOffset / 8)}.${bitOffset % 8}:${bitWidth}`,
    )
    .join(' ');
}

function messageOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Text, the type to look at, its size and shape (as gcc 12 for x86-64 says, unless there is an ABI). */
const SHAPES: readonly (readonly [string, string, number, string])[] = [
  ['struct s { char c; int i; char d; };', 's', 12, 'c@0:1 i@4:4 d@8:1'],
  ['typedef struct { short a; long b; } t;', 't', 16, 'a@0:2 b@8:8'],
  ['struct s { int a, *b, c[2][3]; };', 's', 40, 'a@0:4 b@8:8 c@16:24'],
  ['struct s { int (*cb)(int, char *); int (*list[2])(void); };', 's', 24, 'cb@0:8 list@8:16'],
  ['struct s { struct { int a; }; union { int b; char c; }; };', 's', 8, 'a@0:4 b@4:4 c@4:1'],
  ['struct s { struct { int a; } n; int b; };', 's', 8, 'n@0:4 n.a@0:4 b@4:4'],
  ['struct s { char c; int (__attribute__((__stdcall__)) *f)(int); };', 's', 16, 'c@0:1 f@8:8'],
  ['struct s { int n; char data[]; };', 's', 4, 'n@0:4 data@4:0'],
  ['struct p { int x; }; struct s { p a; struct p b; };', 's', 8, 'a@0:4 b@4:4'],
  ['enum e : uint8_t { A, B }; enum class f : short { C }; struct s { e a; f b; };', 's', 4, 'a@0:1 b@2:2'],
  ['enum __attribute__((packed)) e { A = 300 }; struct s { char c; enum e a; };', 's', 4, 'c@0:1 a@2:2'],
  [
    '#pragma pack(push, 1)\nstruct s { char c; int i; };\n#pragma pack(pop)\nstruct t { char c; int i; };',
    't',
    8,
    'c@0:1 i@4:4',
  ],
  ['#pragma pack(push, 1)\nstruct s { char c; int i; };\n#pragma pack(pop)', 's', 5, 'c@0:1 i@1:4'],
  ['#define PACK _Pragma("pack(1)")\nPACK struct s { char c; int i; };', 's', 5, 'c@0:1 i@1:4'],
  ['struct s { char c; int i __attribute__((packed)); };', 's', 5, 'c@0:1 i@1:4'],
  ['struct s { char c; _Alignas(8) char d; };', 's', 16, 'c@0:1 d@8:1'],
  ['typedef struct { char c; int i; } t __attribute__((packed));', 't', 8, 'c@0:1 i@4:4'],
  ['typedef struct { char c; int i; } __attribute__((packed)) t;', 't', 5, 'c@0:1 i@1:4'],
  [
    'struct s { long a; }; typedef struct s __attribute__((aligned(16))) s_t; struct t { char c; s_t a; };',
    't',
    32,
    'c@0:1 a@16:8',
  ],
  ['struct s { long a; }; struct t { char c; struct s __attribute__((packed)) a; };', 't', 9, 'c@0:1 a@1:8'],
  ['struct s { long a; }; struct t { char c; struct __attribute__((aligned(32))) s a; };', 't', 16, 'c@0:1 a@8:8'],
  ['struct s { char class, namespace; short private[2]; };', 's', 6, 'class@0:1 namespace@1:1 private@2:4'],
  ['typedef __packed struct { char c; int i; } t;', 't', 5, 'c@0:1 i@1:4'],
  ['typedef struct TU_ATTR_PACKED { char c; int i; } t;', 't', 5, 'c@0:1 i@1:4'],
  [
    'PACK_STRUCT_BEGIN\nstruct s { PACK_STRUCT_FIELD(u8_t c); PACK_STRUCT_FIELD(u32_t i); } PACK_STRUCT_STRUCT;\nPACK_STRUCT_END',
    's',
    5,
    'c@0:1 i@1:4',
  ],
  ['MAVPACKED(typedef struct __m { uint32_t a; uint8_t b; }) m_t;', 'm_t', 5, 'a@0:4 b@4:1'],
  [
    '#define N 2\nenum { M = N + 1 };\nstatic const int K = M * 2;\nstruct s { char a[N << 1][K]; char b[sizeof(struct s2*)]; };',
    's',
    32,
    'a@0:24 b@24:8',
  ],
  [
    'struct h { int a; short b[3]; }; struct s { char x[offsetof(struct h, b[1])]; char y[sizeof(((struct h *)0)->b)]; };',
    's',
    12,
    'x@0:6 y@6:6',
  ],
  ['struct s { unsigned a : 3, : 2, b : 4; unsigned : 0; unsigned char c; };', 's', 8, 'a@0.0:3 b@0.5:4 c@4:1'],
  ['extern "C" {\nstruct s { int a; };\nint f(struct s *);\n}\nstruct t { s a; };', 't', 4, 'a@0:4'],
  [
    'namespace n { struct s { int a; void f() { if (a) { a = 0; } } s() : a(1) {} static int count; }; }\nstruct t { n::s v; };',
    't',
    4,
    'v@0:4',
  ],
  [
    '#if defined(__GNUC__) && !defined(_MSC_VER)\nstruct s { int a; };\n#else\nstruct s { char a; };\n#endif',
    's',
    4,
    'a@0:4',
  ],
  [
    'typedef unsigned char BYTE; struct s { BYTE a; WORD b; DWORD c; __be16 d; u8 e; };',
    's',
    12,
    'a@0:1 b@2:2 c@4:4 d@8:2 e@10:1',
  ],
  ['using id = uint16_t; struct s { id a; std::uint32_t b; };', 's', 8, 'a@0:2 b@4:4'],
  [
    'struct s { __typeof__(int[3]) a; __extension__ long long b; volatile const char c; };',
    's',
    32,
    'a@0:12 b@16:8 c@24:1',
  ],
  ['typedef uint64_t u64_a4 __attribute__((aligned(4))); struct s { int a; u64_a4 b; };', 's', 12, 'a@0:4 b@4:8'],
  ['struct s { int a; struct { } empty; int b[0]; };', 's', 4, 'a@0:4 empty@4:0 b@4:0'],
];

describe('declarations', () => {
  it.each(SHAPES)('%s', (text, name, size, members) => {
    const declarations = parseC(text);
    const type = declarations.typeNamed(name);
    expect([type.size, shape(type)]).toEqual([size, members]);
  });

  it('give layouts that codecs take', () => {
    const text = `
      enum mode { IDLE, RUN = 4 };
      typedef struct __attribute__((packed)) {
        uint8_t id;         // the sender
        enum mode mode;
        char name[4];
        union { float value; uint32_t raw; };
        int16_t steps[2];   /* [mm] since the start */
        bool ok : 1, late : 1;
      } sensor_t;`;
    const { layout } = parseC(text).typeNamed();
    if (layout.size === null) throw new Error('of a fixed size');
    const codec = new LayoutCodec<unknown>({ ...layout, size: layout.size });
    const value = { id: 7, mode: 'RUN', name: 'ab', anon0: { raw: 1 }, steps: [1, -1], ok: true, late: false };
    const bytes = codec.encode(value);
    expect(Buffer.from(bytes).toString('hex')).toBe('0704000000616200000100000001 00ffff01'.replace(' ', ''));
    expect(codec.decode(bytes)).toEqual({
      ...value,
      name: Uint8Array.of(0x61, 0x62, 0, 0),
      anon0: { raw: 1, value: 1.401298464324817e-45 },
    });
    expect(layout).toMatchObject({
      name: 'sensor_t',
      fields: [{ doc: 'the sender' }, {}, {}, {}, { doc: 'since the start', unit: 'mm' }, {}, {}],
    });
  });

  it('keep what is no data from blocking what is', () => {
    const text = `
      static inline int f(struct s *p) { return p ? 1 : 0; }
      class widget { int x; virtual void draw(); };
      template <typename T> struct box { T t; };
      extern int counter;
      DEFINE_THING(foo, bar);
      struct bad { quux_t q; };
      struct good { int a; };`;
    const declarations = parseC(text, { file: 'mixed.h' });
    expect([...declarations.types.keys()]).toEqual(['good']);
    expect([...declarations.refused.keys()]).toEqual(['widget', 'bad']);
    expect(declarations.problems.map(({ code }) => code)).toEqual(['c-unknown-type']);
    expect(declarations.typeNamed('good').size).toBe(4);
    expect(() => declarations.typeNamed()).toThrow('name one of good, bad');
    expect(declarations.skipped.map(({ line, what }) => `${line}: ${what}`)).toContain('2: a function');
  });

  /** Mistakes that people make, with what is said about them: where, what, and what to do. */
  it.each<[string, string, string]>([
    ['struct t { unit8_t id; };', '1:12: unknown type', "did you mean 'uint8_t'?"],
    ['struct sensor { int a; };\nstruct t { sensr a; };', '2:12: unknown type', "did you mean 'sensor'?"],
    ['#define LEN 3\nenum { MAX_LEN = LEN };\nstruct t { char a[MAX_LN]; };', '3:19', "did you mean 'MAX_LEN'?"],
    ['struct t { STATUS_T a; };', "1:12: unknown type 'STATUS_T'", "-D 'STATUS_T='"],
    ['struct PACKED t { char a; };', '1:8', "-D 'PACKED=__attribute__((packed))'"],
    ['struct t { char a; } PACKED;', '1:22', "-D 'PACKED=__attribute__((packed))'"],
    ['struct t { uint8_t ARRAY(buf, 10); };', '1:20', "-D 'ARRAY(x)=...'"],
    ['struct t { std::vector<int> a; };', "1:17: unknown type 'vector'", 'add its typedef'],
    ['struct t { struct node next; };', '1:24', 'move its definition up, or preprocess'],
    ['struct t { int &a; };', '1:16: a C++ reference', 'declare it as a pointer'],
    ['class t { int a; };', '1:1: a class', 'declare it as a struct'],
    ['struct t : b { int a; };', '1:10: a base class', 'repeat its members'],
    ['struct t { long double a; };', "1:12: 'long double'", 'an array of bytes of its size'],
    ['struct t { _BitInt(7) a; int b; };', "1:12: '_BitInt'", 'an array of bytes of its size'],
    ['struct t { _Atomic(int) a; int b; };', "1:12: '_Atomic'", 'an array of bytes of its size'],
    ['struct t { int a __attribute__((mode(DI))); };', '1:33: the attribute', 'declare what it makes without it'],
    ['#include "c.h"\nstruct t {\n#if CRC\n  int a;\n#endif\n};', '3:5: ', '--include'],
    ['#error board\nstruct t { int a; };', '1:2: #error board', '-D NAME=VALUE'],
    [
      'struct t { char a; };\n_Static_assert(sizeof(struct t) == 4, "no");',
      '2:1: static assertion failed: no',
      '--abi',
    ],
    ['#define N 1\n#pragma pack(push, N)\nstruct t { int a; };', '2:9', 'write the number itself'],
  ])('explain the mistake in %j', (text, what, hint) => {
    const message = messageOf(() => parseC(text, { file: 'proto.h' }).typeNamed('t'));
    expect(message).toContain(`proto.h:${what}`);
    expect(message.split('\n')[2]).toMatch(/^\s+\^$/);
    expect(message.split('\n').at(-1)).toContain(hint);
  });

  it('are missed with a word about what was passed over', () => {
    expect(messageOf(() => parseC('#ifdef CRC\nstruct t { int a; };\n#endif').typeNamed('t'))).toBe(
      "no type is named 't'; the text declares no type; taken as not defined was CRC",
    );
    expect(messageOf(() => parseC('int f(void);').typeNamed())).toBe(
      'the text declares no struct or union; passed over was a function (line 1)',
    );
  });

  it.each([
    'typedef struct a { char c; int i; } TIGHT a_t;',
    'struct a { char c; int i; } PACKED;',
    'TIGHT struct a { char c; int i; };',
    'struct TIGHT a { char c; int i; };',
    'struct a { char c; int i TIGHT; };',
    'struct a { char c; TIGHT int i; };',
    'PACK_BEGIN\nstruct a { char c; int i; };\nstruct b { char c; int i; };\nPACK_END',
    'PACK_PUSH(1)\nstruct a { char c; int i; };\nstruct b { char c; int i; };\nPACK_POP()',
    'BEGIN_PACKED(1) struct a { char c; int i; } END_PACKED;',
    '#pragma pack(push, TIGHT, N)\nstruct a { char c; int i; };',
  ])('are refused when an unknown macro may change them: %s', (text) => {
    expect(parseC(`#define N 1\n${text}`).types.size).toBe(0);
  });

  it('go on behind brackets that do not close', () => {
    const declarations = parseC('int broken(int a { return a; }\nstruct good { int a; };\nstruct bad { int b; ');
    expect([[...declarations.types.keys()], [...declarations.refused.keys()]]).toEqual([['good'], ['bad']]);
  });

  it('find constants, also of macros', () => {
    const text =
      '#define A 0x10\n#define B (A * 2u)\n#define S "text"\n#define F(x) x\nenum { C = -1, D };\nconstexpr int E = B + 1;';
    expect(parseC(text).constants).toEqual(
      new Map([
        ['C', -1n],
        ['D', 0n],
        ['E', 33n],
        ['A', 16n],
        ['B', 32n],
      ]),
    );
  });

  it('read headers through a callback, each guard once', () => {
    const files: Record<string, string> = {
      'types.h': '#ifndef T\n#define T\ntypedef unsigned short id_t;\n#endif\n',
      'proto.h': '#pragma once\n#include "types.h"\nstruct p { id_t a; };\n',
    };
    const text =
      '#include <stdint.h>\n#include "proto.h"\n#include "proto.h"\n#include "types.h"\nstruct s { struct p p; };';
    const declarations = parseC(text, { include: (name) => files[name] });
    expect(declarations.typeNamed('s').size).toBe(2);
    expect(declarations.typeNamed().name).toBe('s');
    expect(declarations.missingHeaders).toEqual([]);
  });

  it('place errors by the line markers of a preprocessed text', () => {
    const text = '# 1 "proto.c"\n# 10 "proto.h" 1\nstruct s {\n  nope_t a;\n};\n# 3 "proto.c" 2\n';
    expect(parseC(text).problems[0]?.message).toContain("proto.h:11:3: unknown type 'nope_t'\n    nope_t a;\n    ^");
  });
});
