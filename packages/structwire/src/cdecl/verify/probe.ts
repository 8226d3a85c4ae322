import type { CDeclarations, CType } from '../c-declarations.ts';
import type { CMember } from '../c-member.ts';

/** What a compiler is asked about one type. */
export type ProbeQuestion =
  | { readonly ask: 'sizeof' | 'alignof'; readonly type: string; readonly expected: number }
  | { readonly ask: 'offsetof'; readonly type: string; readonly member: string; readonly expected: number }
  /** The bytes of the type with all bits of one bit-field set. */
  | { readonly ask: 'bits'; readonly type: string; readonly member: string; readonly expected: Uint8Array };

/** A C source whose object file holds the answers to questions, as constants. Nothing of it has to run. */
export interface Probe {
  /** To be compiled with the compiler to be checked and its options (`cc -c`). */
  readonly source: string;
  readonly questions: readonly ProbeQuestion[];
}

/** What to ask a compiler about. */
export interface ProbeOptions {
  /** What comes first in the source: the `#include` of the header, or its text. */
  readonly prologue: string;
  /** Names of the types to ask about. Default: all structs, unions and enums. */
  readonly names?: readonly string[];
}

/** Bytes that a number takes in the object file, least significant first. */
export const NUMBER_BYTES = 6;
/** Distance of a bit-field's record from its mark. */
export const RECORD_DISTANCE = 128;
/** Types aligned to more than this are not asked for their bit-fields: the mark would not be at a known distance. */
const LARGEST_ALIGNMENT = 64;

/**
 * Makes the source that asks a compiler for sizes, alignments, offsets and the positions of bit-fields.
 *
 * @example
 * ```ts
 * import { parseC, probeSource } from 'structwire/c';
 *
 * const declarations = parseC('struct point { short x; int y; };');
 * const probe = probeSource(declarations, { prologue: '#include "point.h"' });
 * console.log(probe.questions.length); // 4
 * ```
 */
export function probeSource(declarations: CDeclarations, options: ProbeOptions): Probe {
  const names = options.names ?? [...declarations.types.values()].filter(isAggregate).map((type) => type.name);
  const types = names.map((name) => declarations.typeNamed(name));
  const numbers = types.flatMap(numberQuestions);
  const bits = types.flatMap(bitQuestions);
  const spellings = new Map(types.map((type) => [type.name, type.spelling]));
  const spelled = (question: ProbeQuestion): string => spellings.get(question.type) ?? question.type;
  const source = [
    options.prologue,
    PREAMBLE,
    `const unsigned char structwire_numbers[] = {${markText(0)},`,
    ...numbers.map((question) => `  STRUCTWIRE_NUMBER(${numberText(question, spelled(question))}),`),
    '  0 };',
    ...bits.map((question, i) => bitsText(question, spelled(question), i)),
  ];
  return { source: `${source.join('\n')}\n`, questions: [...numbers, ...bits] };
}

/** The bytes that come before an answer: the numbers have mark 0, the bit-fields marks from 1. */
export function mark(index: number): Uint8Array {
  const bytes = new TextEncoder().encode('structwire probe');
  return Uint8Array.of(...bytes, index & 255, (index >> 8) & 255, (index >> 16) & 255, bytes.length);
}

const PREAMBLE = `#define STRUCTWIRE_BYTE(x, n) (unsigned char)((unsigned long long)(x) >> (8 * (n)))
#define STRUCTWIRE_NUMBER(x) ${Array.from({ length: NUMBER_BYTES }, (_, n) => `STRUCTWIRE_BYTE(x, ${n})`).join(', ')}`;

function isAggregate(type: CType): boolean {
  return type.kind !== 'other';
}

function numberQuestions({ name, size, align, kind, members }: CType): ProbeQuestion[] {
  const whole = members.filter((member) => member.bitWidth === null && member.path !== '');
  const aligned: ProbeQuestion[] = kind === 'enum' ? [] : [{ ask: 'alignof', type: name, expected: align }];
  return [
    { ask: 'sizeof', type: name, expected: size },
    ...aligned,
    ...whole.map(
      ({ path, bitOffset }): ProbeQuestion => ({
        ask: 'offsetof',
        type: name,
        member: path,
        expected: bitOffset / 8,
      }),
    ),
  ];
}

function bitQuestions({ name, size, align, members }: CType): (ProbeQuestion & { ask: 'bits' })[] {
  if (align > LARGEST_ALIGNMENT || size > MOST_BYTES) return [];
  return members
    .filter((member) => member.bitWidth !== null)
    .map((member) => ({ ask: 'bits', type: name, member: member.path, expected: maskOf(size, member) }));
}

/** Records beyond this size are not asked for their bit-fields: each takes a copy of the record. */
const MOST_BYTES = 16_384;

/** Bits are numbered from the least significant one of each byte; the platform's own order is applied by the reader. */
function maskOf(size: number, { bitOffset, bitWidth }: CMember): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let bit = bitOffset; bit < bitOffset + (bitWidth ?? 0); bit++) {
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return bytes;
}

function numberText(question: ProbeQuestion, spelling: string): string {
  if (question.ask === 'sizeof') return `sizeof(${spelling})`;
  if (question.ask === 'alignof') return `_Alignof(${spelling})`;
  return question.ask === 'offsetof' ? `__builtin_offsetof(${spelling}, ${question.member})` : '0';
}

function bitsText(question: ProbeQuestion & { ask: 'bits' }, spelling: string, index: number): string {
  const head = `const struct { unsigned char mark[${RECORD_DISTANCE}]; ${spelling} value; } structwire_bits_${index}`;
  return `${head} = { {${markText(index + 1)}}, { .${question.member} = -1 } };`;
}

function markText(index: number): string {
  return [...mark(index)].join(', ');
}
