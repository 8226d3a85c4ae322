import type { Random } from '../../packages/structwire/test/random.ts';

/** Pieces of C that stand in places where they should not. */
const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  ':',
  '::',
  '#',
  '##',
  '\\\n',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '...',
  '*',
  '&',
  '=',
  '?',
  '0',
  '-1',
  '1e9',
  '0x',
  '99999999999999999999',
  "'\\xfffffffff'",
  "L'\\777'",
  '1 << 63',
  '/ 0',
  'sizeof',
  'sizeof(',
  'struct',
  'union',
  'enum',
  'typedef',
  'static',
  'const',
  'int',
  'char',
  'long',
  'double',
  'unsigned',
  'void',
  '_Bool',
  '__attribute__((',
  'packed))',
  '__attribute__((aligned))',
  '_Alignas(',
  'aligned(64)',
  '\n#pragma pack(1)\n',
  '\n#pragma pack(push, x, 2)\n',
  '\n#pragma pack(pop)\n',
  '_Pragma("pack(2)")',
  '\n#if 1\n',
  '\n#if',
  '\n#else\n',
  '\n#endif\n',
  '\n#define int long\n',
  '\n#define A A A\n',
  '\n#undef MAX_CARS\n',
  '\n#include "config.h"\n',
  '\n#line 7 "x.h"\n',
  '_Static_assert(0);',
  'defined',
  '__VA_ARGS__',
  'offsetof(',
  'typeof(',
  ' : 3',
  ' : 0',
  '[]',
  '[0]',
  '\0',
  '\u{fffd}',
  '\ud800',
  'é',
  '\r',
  '\f',
];

/** Changes a text in up to four places, as damage and typing do. */
export function mutated(text: string, random: Random): string {
  let result = text;
  for (let i = random.whole(1, 4); i > 0; i--) result = random.one(MUTATIONS)(result, random);
  return result;
}

type Mutation = (text: string, random: Random) => string;

/** One bit of one byte, which may leave text that is no UTF-8. */
const flipBit: Mutation = (text, random) => {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return text;
  const at = random.whole(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
  return bytes.toString('utf8');
};

const truncate: Mutation = (text, random) => text.slice(0, random.whole(0, text.length));

const behead: Mutation = (text, random) => text.slice(random.whole(0, Math.min(text.length, 200)));

const insert: Mutation = (text, random) => {
  const at = random.whole(0, text.length);
  return `${text.slice(0, at)}${random.one(PIECES)}${text.slice(at)}`;
};

const TOKEN = /\w+|[^\w\s]|\s+/g;

/** Two tokens change places, one goes, or one is there twice or a thousand times. */
const shuffleTokens: Mutation = (text, random) => {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.length === 0) return text;
  const [a, b] = [random.whole(0, tokens.length - 1), random.whole(0, tokens.length - 1)];
  const [first, second] = [tokens[a] ?? '', tokens[b] ?? ''];
  tokens[a] = random.one([second, '', first + first, `${first} `.repeat(1000), random.one(PIECES)]);
  if (random.chance(0.5)) tokens[b] = first;
  return tokens.join('');
};

/** Lines change places. */
const shuffleLines: Mutation = (text, random) => {
  const lines = text.split('\n');
  const from = random.whole(0, lines.length - 1);
  const [line = ''] = lines.splice(from, random.whole(1, 3));
  lines.splice(random.whole(0, lines.length), 0, line, ...(random.chance(0.3) ? [line] : []));
  return lines.join('\n');
};

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  flipBit,
  truncate,
  behead,
  insert,
  insert,
  shuffleTokens,
  shuffleLines,
];
