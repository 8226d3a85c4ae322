import type { Random } from '../../packages/structwire/test/random.ts';

/**
 * A constant expression whose value depends on how wide the platform's types are, and on how C converts between them. It
 * has no undefined behaviour: what can overflow is unsigned, shifts are short, and nothing is divided by zero.
 */
export function randomExpression(random: Random, names: readonly string[]): string {
  return unsigned(random, names, 4);
}

const TYPES = [
  'char',
  'short',
  'int',
  'long',
  'long long',
  'unsigned',
  'void *',
  'uint8_t',
  'size_t',
  'double',
  'int[3]',
];

function unsigned(random: Random, names: readonly string[], depth: number): string {
  if (depth === 0) return leaf(random);
  const u = (): string => unsigned(random, names, depth - 1);
  const s = (): string => signed(random, names, depth - 1);
  const one = (): string => random.one([u, u, s])();
  return random.one<() => string>([
    () => leaf(random),
    () => `(${u()} ${random.one(['+', '-', '*', '&', '|', '^'])} ${one()})`,
    () => `(${one()} ${random.one(['+', '-', '&', '|', '^'])} ${u()})`,
    // Beside a `long` an `unsigned int` becomes signed, and to shift a negative number is no constant for every compiler.
    () => `((${random.one(['uint32_t', 'uint64_t'])})${u()} ${random.one(['<<', '>>'])} ${random.whole(0, 7)})`,
    () => `(${u()} ${random.one(['/', '%'])} (${u()} | 1u))`,
    () => `~ ${u()}`,
    () => `- ${u()}`,
    () => `(${random.one(['unsigned char', 'unsigned short', 'uint32_t', 'unsigned long', 'uint64_t'])})${u()}`,
    () => `(${truth(random, names, depth - 1)} ? ${u()} : ${one()})`,
    () => `sizeof(${random.one([...TYPES, ...names])})`,
    () => `sizeof(${u()})`,
    () => `_Alignof(${random.one(['char', 'uint8_t', ...names])})`,
  ])();
}

/** Small numbers of signed types. */
function signed(random: Random, names: readonly string[], depth: number): string {
  return random.one<() => string>([
    () => `${random.whole(0, 100)}`,
    () => `(-${random.whole(1, 100)})`,
    () => `(-${random.whole(1, 100)}L)`,
    () => `'${random.one(['A', 'z', '0', '\\n', '\\0', '\\x7f', "\\'"])}'`,
    () => `(signed char)${random.whole(0, 127)}`,
    () => truth(random, names, Math.max(0, depth - 1)),
  ])();
}

function truth(random: Random, names: readonly string[], depth: number): string {
  if (depth === 0) return `(${random.whole(0, 1)} == 1)`;
  const u = (): string => unsigned(random, names, depth - 1);
  const s = (): string => signed(random, names, depth - 1);
  return random.one<() => string>([
    () => `(${random.one([u, s])()} ${random.one(['<', '>', '<=', '>=', '==', '!='])} ${random.one([u, s])()})`,
    () => `!${u()}`,
    () => `(${truth(random, names, depth - 1)} ${random.one(['&&', '||'])} ${u()})`,
  ])();
}

function leaf(random: Random): string {
  const value = random.one([
    0, 1, 7, 200, 255, 256, 32767, 32768, 65535, 65536, 70000, 2147483647, 2147483648, 4294967295,
  ]);
  const digits = random.one([
    value.toString(),
    `0x${value.toString(16)}`,
    `0${value.toString(8)}`,
    `0X${value.toString(16).toUpperCase()}`,
  ]);
  return `${digits}${random.one(['u', 'U', 'ul', 'UL', 'ull', 'LLU', 'Lu'])}`;
}
