import { LayoutCodec } from 'structwire';
import { type CDeclarations, checkProbe, parseC, probeSource } from 'structwire/c';
import { describe, expect, it } from 'vitest';
import { findMarks } from '../../packages/structwire/src/cdecl/verify/check-probe.ts';
import { mark, RECORD_DISTANCE } from '../../packages/structwire/src/cdecl/verify/probe.ts';
import { ABIS } from '../../packages/structwire/src/layout/abi.ts';
import { Random } from '../../packages/structwire/test/random.ts';
import { compileObject } from './compile.ts';
import { COMPILERS, type Compiler, isInstalled, isRequired } from './compilers.ts';
import { type RandomHeader, randomHeader } from './random-header.ts';
import type { RandomRecord } from './random-types.ts';
import { randomRecordValue } from './random-value.ts';

const ALL = process.env['STRUCTWIRE_ABI'] === 'all';
const SEED = Number(process.env['STRUCTWIRE_ABI_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const BATCH = 25;
const headersFor = (compiler: Compiler): number => (ALL || compiler.isNative ? 500 : 75);

describe(`random headers against compilers (STRUCTWIRE_ABI_SEED=${SEED})`, () => {
  for (const compiler of COMPILERS.filter((each) => ALL || each.isNative || isRequired(each))) {
    const isSkipped = !isInstalled(compiler) && !isRequired(compiler);
    const name = `${compiler.name}: ${headersFor(compiler)} headers${isSkipped ? ` (needs the package ${compiler.debian})` : ''}`;
    it.skipIf(isSkipped)(name, { timeout: 300_000 }, () => {
      const totals = { questions: 0, samples: 0, refused: 0 };
      for (let batch = 0; batch < headersFor(compiler) / BATCH; batch++) {
        const headers = Array.from({ length: BATCH }, (_, i) =>
          randomHeader(SEED + batch * BATCH + i, `h${i}_`, {
            isGnu: compiler.isMicrosoft !== true,
            isWindows: ABIS[compiler.abi].bitFields === 'microsoft',
          }),
        );
        const result = compare(compiler, headers);
        expect(result.differences, `${compiler.name}, headers from seed ${SEED + batch * BATCH}`).toEqual([]);
        totals.questions += result.questions;
        totals.samples += result.samples;
        totals.refused += result.refused;
      }
      expect(totals.questions).toBeGreaterThan(headersFor(compiler) * 20);
      expect(totals.samples).toBeGreaterThan(headersFor(compiler));
      expect(totals.refused).toBeLessThan(totals.samples);
    });
  }
});

interface Result {
  readonly differences: readonly unknown[];
  readonly questions: number;
  readonly samples: number;
  readonly refused: number;
}

/** Compares sizes, offsets, positions of bit-fields and the bytes of sample values of some headers with a compiler. */
function compare(compiler: Compiler, headers: readonly RandomHeader[]): Result {
  const text = headers.map((header) => header.text).join('\n');
  const declarations = parseC(text, { abi: compiler.abi, file: 'random.h' });
  const probe = probeSource(declarations, { prologue: text });
  const samples = headers.flatMap((header) => samplesOf(header, declarations));
  const source = `${probe.source}\n${samples.map(sampleText).join('\n')}\n`;
  const object = compileObject(compiler, source);
  const differences: unknown[] = [
    ...unexpectedProblems(declarations),
    ...missingMembers(headers, declarations),
    ...checkProbe(probe, object, declarations.abi),
    ...checkSamples(samples, object, declarations),
  ];
  const refused = declarations.refused.size;
  return { differences, questions: probe.questions.length, samples: samples.length, refused };
}

/** The only reason to refuse one of these headers is that compilers of one platform do not agree about it. */
function unexpectedProblems({ problems }: CDeclarations): string[] {
  return problems.filter((problem) => problem.code !== 'c-compilers-differ').map((problem) => problem.message);
}

/** Every member that was written into a header must have been found in it. */
function missingMembers(headers: readonly RandomHeader[], declarations: CDeclarations): string[] {
  return headers.flatMap((header) =>
    [...header.records].flatMap(([name, record]) => {
      const type = declarations.types.get(name) ?? declarations.types.get(name.replace(/^\w+ /, ''));
      if (type === undefined) return [];
      const found = new Set(type.members.map((member) => member.path.split(/[.[]/, 1)[0]));
      return namesOf(record).filter((member) => !found.has(member));
    }),
  );
}

function namesOf(record: RandomRecord): string[] {
  return record.members.flatMap(({ name, type }) =>
    name !== null ? [name] : type.kind === 'record' ? namesOf(type.record) : [],
  );
}

interface Sample {
  readonly type: string;
  readonly index: number;
  readonly c: string;
  readonly js: unknown;
}

let nextSample = 0x800000;

function samplesOf(header: RandomHeader, declarations: CDeclarations): Sample[] {
  const random = new Random(header.seed ^ 0x5eed);
  return [...header.records].flatMap(([type, record]) => {
    const known = declarations.types.get(type) ?? declarations.types.get(type.replace(/^\w+ /, ''));
    const value = known === undefined || known.align > 64 ? null : randomRecordValue(random, record, declarations.abi);
    return value === null ? [] : [{ type, index: nextSample++, ...value }];
  });
}

function sampleText({ type, index, c }: Sample): string {
  const bytes = [...mark(index)].join(', ');
  return `const struct { unsigned char mark[${RECORD_DISTANCE}]; ${type} value; } sample_${index} = { {${bytes}}, ${c} };`;
}

/** Encoding must give the compiler's bytes, and decoding these the value. */
function checkSamples(samples: readonly Sample[], object: Uint8Array, declarations: CDeclarations): unknown[] {
  const places = findMarks(object);
  return samples.flatMap(({ type, index, c, js }): unknown[] => {
    const { layout } = declarations.typeNamed(type);
    const { size } = layout;
    const place = places.get(index);
    if (size === null || place === undefined) return [{ type, c, problem: 'no sample in the object file' }];
    const codec = new LayoutCodec<unknown>({ ...layout, size }, { codegen: 'never' });
    const expected = object.slice(place + RECORD_DISTANCE, place + RECORD_DISTANCE + size);
    const actual = codec.encode(js);
    const decoded = codec.decode(expected);
    const isSame = Buffer.from(actual).equals(expected);
    if (isSame && holds(decoded, js)) return [];
    return [
      {
        type,
        c,
        js,
        actual: Buffer.from(actual).toString('hex'),
        expected: Buffer.from(expected).toString('hex'),
        decoded,
      },
    ];
  });
}

/** Whether a decoded value has everything that was encoded; unions have their other members besides. */
function holds(decoded: unknown, value: unknown): boolean {
  if (value instanceof Uint8Array) return decoded instanceof Uint8Array && Buffer.from(value).equals(decoded);
  if (Array.isArray(value)) {
    return (
      Array.isArray(decoded) && decoded.length === value.length && value.every((each, i) => holds(decoded[i], each))
    );
  }
  if (typeof value !== 'object' || value === null) return Object.is(decoded, value) || decoded === value;
  if (typeof decoded !== 'object' || decoded === null) return false;
  return Object.entries(value).every(([name, each]) => holds((decoded as Record<string, unknown>)[name], each)); // an object
}
