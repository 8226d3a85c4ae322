// The binary format of WebAssembly (https://webassembly.github.io/spec/core/binary), as much of it as one function needs.

/** A piece of the binary format. */
export type Code = readonly number[];

/** `\0asm`, and the version. */
const HEADER: Code = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const I32 = 0x7f;
const V128 = 0x7b;
const SIMD = 0xfd;

/** An unsigned integer in LEB128. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

/** A signed integer in LEB128. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 0x7f;
    if ((rest >> 7 === 0 && (low & 0x40) === 0) || (rest >> 7 === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

export const getLocal = (index: number): Code => [0x20, ...unsigned(index)];
export const setLocal = (index: number): Code => [0x21, ...unsigned(index)];

/** Adds to a local. */
export const advance = (index: number, by: number): Code => [
  ...getLocal(index),
  0x41,
  ...signed(by),
  0x6a,
  ...setLocal(index),
];

/** Instructions on memory say an alignment that they need not have (none), and add an offset to the address. */
const at = (offset: number): Code => [0, ...unsigned(offset)];

export const load128 = (offset: number): Code => [SIMD, 0x00, ...at(offset)];
export const store128 = (offset: number): Code => [SIMD, 0x0b, ...at(offset)];

/** `v128.loadN_zero`: N bits into the first lane, zeros into the others. */
export const loadZero = (bytes: 4 | 8, offset: number): Code => [
  SIMD,
  ...unsigned(bytes === 4 ? 92 : 93),
  ...at(offset),
];

/** `v128.loadN_lane`: N bits into one lane of a vector that is on the stack behind the address. */
export const loadLane = (bytes: 4 | 8, offset: number, lane: number): Code => [
  SIMD,
  ...unsigned(bytes === 4 ? 86 : 87),
  ...at(offset),
  lane,
];

/** `v128.storeN_lane`: N bits of one lane. */
export const storeLane = (bytes: 4 | 8, offset: number): Code => [
  SIMD,
  ...unsigned(bytes === 4 ? 90 : 91),
  ...at(offset),
  0,
];

/** `v128.const`: a vector of sixteen bytes. */
export const constant128 = (bytes: readonly number[]): Code => [SIMD, 0x0c, ...bytes];

/** `i8x16.swizzle`: the bytes of one vector in the order that another one says. */
export const SWIZZLE: Code = [SIMD, 0x0e];

/** `i8x16.shuffle`: sixteen bytes out of the thirty-two of two vectors. */
export const shuffle = (bytes: readonly number[]): Code => [SIMD, 0x0d, ...bytes];

/** `i32.loadN_u` and `i64.load`, and the stores of the same widths. */
export const loadScalar = (bytes: 1 | 2 | 4 | 8, offset: number): Code => [
  { 1: 0x2d, 2: 0x2f, 4: 0x28, 8: 0x29 }[bytes],
  ...at(offset),
];
export const storeScalar = (bytes: 1 | 2 | 4 | 8, offset: number): Code => [
  { 1: 0x3a, 2: 0x3b, 4: 0x36, 8: 0x37 }[bytes],
  ...at(offset),
];

/**
 * The module of one function `run(count, ...parameters)` over imported memory `a.m`, which does `before` once and then
 * `body` `count` times, at least once. Locals are numbered: the count, the parameters, then the vectors.
 */
export function moduleOf(parameters: number, vectors: number, before: Code, body: Code): Uint8Array {
  const loop = [0x03, 0x40, ...body, ...getLocal(0), 0x41, ...signed(-1), 0x6a, 0x22, 0, 0x0d, 0, 0x0b];
  const code = [...list([[...unsigned(vectors), V128]]), ...before, ...loop, 0x0b];
  const types = list([[0x60, ...list(Array.from({ length: parameters + 1 }, () => [I32])), 0]]);
  const memory = [...text('a'), ...text('m'), 0x02, 0x00, 1];
  return Uint8Array.from([
    ...HEADER,
    ...section(1, types),
    ...section(2, list([memory])),
    ...section(3, list([[0]])),
    ...section(7, list([[...text('run'), 0, 0]])),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(ascii: string): Code {
  return list(Array.from(ascii, (character) => [character.charCodeAt(0)]));
}
