import { type ParseCOptions, parseC } from 'structwire/c';
import type * as cErrors from '../../packages/structwire/src/errors/c-errors.ts';
import type { ErrorCase, ErrorCases } from './error-case.ts';

/** A text whose type `t` is refused where `@` stands in it. */
function refused(marked: string, message: string, options: ParseCOptions = {}): ErrorCase<object> {
  const index = marked.indexOf('@');
  const text = marked.replace('@', '');
  const before = text.slice(0, index).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    trigger: () => parseC(text, { file: 'proto.h', ...options }).typeNamed('t'),
    index,
    message: `proto.h:${line}:${column}: ${message}`,
    context: { file: 'proto.h', line, column },
  };
}

const GIVEN_N = '#include "config.h"\n';

export const C_CASES: ErrorCases<typeof cErrors> = {
  'c-syntax': [
    refused(
      'struct t {\n  char a @char b;\n};',
      "expected ';' behind a member, found 'char'\n    char a char b;\n           ^",
    ),
    refused('struct t { int *@; };', "expected a member's name, found ';'"),
    refused('struct t { int a;@', "expected '}', found the end of the text"),
    refused('struct t { int a; } @PACKED;', "expected ';', found 'PACKED'"),
    refused('struct t { int a[2 * @]; int b; };', "expected a value, found ']'"),
  ],
  'c-unknown-type': [
    refused(
      'struct t {\n\tfoo_t *p;\n\t@gain_t gain;\n};',
      "unknown type 'gain_t'\n  \tgain_t gain;\n  \t^\n  add its typedef",
    ),
    refused('typedef struct { @MY_BYTE b; } t;', "unknown type 'MY_BYTE'"),
    refused('typedef @nope_t t[2];', "unknown type 'nope_t'"),
  ],
  'c-unknown-name': [
    refused('struct t { char a[@N + 1]; };', "'N' is no constant that is known here"),
    refused('#define TWICE(x) (2 * N)\nstruct t { char a[@TWICE(3)]; };', "'N' is no constant"),
    refused('struct t { int a : @WIDTH(3); };', "'WIDTH' is no constant"),
  ],
  'c-not-supported': [
    refused('struct t { @long double x; };', "'long double' is not supported"),
    refused('struct t { @unsigned __int128 x; };', "'unsigned __int128' is not supported"),
    refused('struct t @: base { int a; };', 'a base class is not supported'),
    refused('struct t { @virtual void f(); int a; };', 'a virtual method is not supported'),
    refused('struct t { int @(t::*f)(int); };', 'a pointer to a member is not supported'),
    refused('struct t { int @&a; };', 'a C++ reference is not supported'),
    refused(
      'struct __attribute__((@scalar_storage_order("big-endian"))) t { int a; };',
      "the attribute 'scalar_storage_order' is not supported",
    ),
    refused('#pragma @ms_struct on\nstruct t { int a; };', "'#pragma ms_struct on' is not supported"),
    refused(
      '#define P 1\n#pragma @pack(push, P)\nstruct t { int a; };',
      "'#pragma pack with macros: pack(push, P)' is not supported",
    ),
    refused('@enum t { A = 0x123456789LL };', 'an enum of more than 32 bits on Windows is not supported', {
      abi: 'llp64',
    }),
  ],
  'c-unknown-attribute': [
    refused('struct __attribute__((@tight)) t { int a; };', "'tight' may change the layout and is not known"),
    refused('struct t { int a __attribute__((unused, @tight(3))); };', "'tight' may change"),
  ],
  'c-bad-declaration': [
    refused('struct t { unsigned char a @: 9; };', 'a bit-field of 9 bits in a type of 8'),
    refused('struct t { int a; int @a; };', "a second member is named 'a'"),
    refused('struct t { struct later @b; };', "the member's type is 'later', which is not defined before"),
    refused('struct t { int @a[]; int b; };', 'an array without a length is not the last member'),
    refused('struct t { char a[1 @/ 0]; };', 'division by zero'),
    refused('struct t { char a@[-1]; };', 'an array of -1 elements'),
    refused('struct t { @unsigned float a; };', "'unsigned float' is no type"),
    refused('struct t { struct @t { int a; } b; };', "'struct t' is declared within itself"),
    refused('struct t { int a; };\nstruct @t { char a; };', "'struct t' is declared a second time"),
    refused('typedef int t;\ntypedef char @t;', "'t' is declared a second time, with another type"),
    refused('struct t { int a;\n#pragma pack(1)\nchar b; @};', '#pragma pack changes within the body'),
  ],
  'c-preprocessor': [
    refused('#@if 1\nint a;', '#if without #endif'),
    refused('#@endif', '#endif without #if'),
    refused('#@error "choose a board"', '#error "choose a board"'),
    refused('#@frobnicate', 'unknown directive #frobnicate'),
    refused('#define F(a, b) a\n@F(1)', "'F' takes 2 arguments, got 1"),
    refused('#define F(a) a\n@F(1', "the call of 'F' has no ')'"),
    refused('#define F(@1) a', "expected a parameter, found '1'"),
    refused('int a; @/* no end', 'this comment has no end'),
    refused('#define F(a) a ## +\nint b[@F(1)];', "'1' and '+' pasted are no token"),
  ],
  'c-undecided': [
    refused(
      `${GIVEN_N}struct t {\n  int a;\n#ifdef @EXTENDED\n  int b;\n#endif\n};`,
      '\'EXTENDED\' may be defined by #include "config.h"',
    ),
    refused(`${GIVEN_N}#ifndef @N\n#define N 3\n#endif\nstruct t { char a[N]; };`, "'N' may be defined by"),
    refused(
      `#@include "packon.h"\nstruct t { char a; int b; };`,
      '\'#pragma pack\' may be defined by #include "packon.h"',
    ),
  ],
  'c-static-assert': [
    refused(
      'struct t { int a; };\n@_Static_assert(sizeof(struct t) == 2, "two bytes");',
      'static assertion failed: two bytes',
    ),
  ],
  'c-compilers-differ': [
    refused(
      'namespace n {\n@struct t { };\n}',
      'compilers for this platform disagree about the size of a struct without',
    ),
    refused(
      '@struct __attribute__((packed)) t;\nstruct t { char a; int b; };',
      'compilers for this platform disagree about an attribute of a declaration that has no body',
    ),
    refused(
      'enum e { A };\nstruct t { char a; @enum __attribute__((aligned(8))) e b; };',
      'compilers for this platform disagree about an attribute of an enum that has no body here',
    ),
    refused('@union t { int a : 3; };', 'compilers for this platform disagree about these bit-fields (GCC: 4 bytes', {
      abi: 'llp64',
    }),
    refused(
      '#pragma pack(2)\nstruct t { char a; int @b : 3 __attribute__((aligned(4))); };',
      'compilers for this platform disagree about a bit-field with an alignment of its own',
    ),
  ],
  'c-limit': [
    refused(`struct t { char a[${'('.repeat(99)}@${'('.repeat(200)}`, 'more than 200 levels of nesting'),
    refused(
      '#define A B B B B B B B B B B\n#define B C C C C C C C C C C\n#define C D D D D D D D D D D\n#define D E E E E E E E E E E\n#define E F F F F F F F F F F\n#define F G G G G G G G G G G\n#define G\n@A',
      'more than 1000000 tokens out of macros',
    ),
    refused('#@include "self.h"', 'more than 50 headers inside one another', {
      include: () => ({ file: 'proto.h', text: '#include "self.h"' }),
    }),
    refused('struct t { char a@[1LL << 60]; };', 'more than 140737488355328 bytes in one object'),
  ],
  'c-no-such-type': [
    {
      trigger: () => parseC('struct sensor_t { int a; };').typeNamed('sensor'),
      message: "no type is named 'sensor' (did you mean 'sensor_t'?); declared are sensor_t",
      context: { name: 'sensor', nearest: 'sensor_t' },
    },
  ],
  'c-choose-type': [
    {
      trigger: () => parseC('struct a { int x; }; struct b { int x; };').typeNamed(),
      message: 'the text declares several types, name one of a, b',
      context: { known: ['a', 'b'] },
    },
  ],
};
