import fc from 'fast-check';
import { Struct, struct } from 'structwire';
import { describe, expect, it } from 'vitest';
import { typeCheck } from '../../../../bench/types/type-checker.ts';
import { workspacePath } from '../../../../bench/types/workspace-path.ts';
import type { Layout, RecordLayout, ScalarLayout, TupleLayout } from '../../src/layout/layout.ts';
import { SCALARS } from '../../src/scalar/scalars.ts';
import { runSeed } from '../random.ts';
import { typeMessageOf } from './runtime-message.ts';

const SEED = runSeed();
const ABIS = ['lp64', 'llp64', 'ilp32', 'avr'] as const;

const prefix = fc.constantFrom('', '', '@', '=', '<', '>', '!');
const space = fc.constantFrom('', '', ' ', '\t', '\n ', '\v\f\r');
const count = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.nat(12).map(String), fc.constant('007'));
const item = fc
  .tuple(count, fc.constantFrom(...'xcbB?hHiIlLqQnNPefdsp'.split('')), space)
  .map((parts) => parts.join(''));
const format = fc.tuple(prefix, space, fc.array(item, { maxLength: 8 })).map(([p, s, items]) => p + s + items.join(''));
const name = fc.stringMatching(/^[a-zA-Z_$][\w$]{0,9}$/);
const field = fc.tuple(name, item).map(([n, i]) => (i.includes('x') ? i : `${n}:${i}`));
const notation = fc.tuple(prefix, fc.array(field, { maxLength: 8 })).map(([p, fields]) => p + fields.join(' '));
const garbage = fc.string({ unit: fc.constantFrom(...'bIqsPx012 \n<@z:a_'.split('')), maxLength: 10 });

/** Each line of the program says what the type of one text must be; a line that the checker refuses is a difference. */
const HEADER = [
  `import type { CheckedFormat, CheckedNotation, Packable, PackableFields, Unpacked, UnpackedFields } from ${JSON.stringify(
    workspacePath('packages/structwire/src/format/types.ts'),
  )};`,
  'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;',
  'export let same: true;',
];

describe(`the parser of the type checker and that of the library, STRUCTWIRE_SEED=${SEED}`, () => {
  const lines = [...formatLines(), ...notationLines()];

  it('agree', { timeout: 120_000 }, async () => {
    const { diagnostics } = await typeCheck('typescript-7', [...HEADER, ...lines].join('\n'));
    expect(diagnostics.map(({ line, message }) => `${message} ${lines[line - 1 - HEADER.length]}`)).toEqual([]);
  });

  it('are asked about good and bad texts of each kind', () => {
    for (const type of ['Unpacked<', 'Packable<', 'CheckedFormat<', 'UnpackedFields<', 'CheckedNotation<']) {
      expect(lines.filter((line) => line.includes(type)).length).toBeGreaterThan(50);
    }
    expect(lines.filter((line) => line.includes('"bad char ')).length).toBeGreaterThan(20);
  });
});

function formatLines(): string[] {
  return [...samples(format, 250), ...samples(garbage, 150)].flatMap((text, index) => {
    const abi = ABIS[index % ABIS.length] ?? 'lp64';
    const options = `${JSON.stringify(text)}, { abi: '${abi}' }`;
    const refusal = typeMessageOf(() => new Struct(text, { abi }));
    if (refusal !== null) return sameType(`CheckedFormat<${options}>`, JSON.stringify(refusal));
    const { layout } = new Struct(text, { abi });
    return [
      sameType(`CheckedFormat<${options}>`, JSON.stringify(text)),
      sameType(`Unpacked<${options}>`, tupleType(layout, 'out')),
      sameType(`Packable<${options}>`, tupleType(layout, 'in')),
    ];
  });
}

function notationLines(): string[] {
  return [...samples(notation, 120), ...samples(garbage, 100)].flatMap((text, index) => {
    const abi = ABIS[index % ABIS.length] ?? 'lp64';
    const options = `${JSON.stringify(text)}, { abi: '${abi}' }`;
    const refusal = typeMessageOf(() => struct(text, { abi }));
    if (refusal !== null) return sameType(`CheckedNotation<${options}>`, JSON.stringify(refusal));
    const { layout } = struct(text, { abi });
    return [
      sameType(`CheckedNotation<${options}>`, JSON.stringify(text)),
      sameType(`UnpackedFields<${options}>`, recordType(layout, 'out')),
      sameType(`PackableFields<${options}>`, recordType(layout, 'in')),
    ];
  });
}

function samples(arbitrary: fc.Arbitrary<string>, numRuns: number): string[] {
  return [...new Set(fc.sample(arbitrary, { seed: SEED, numRuns }))];
}

function sameType(actual: string, expected: string): string {
  return `same = true as Same<${actual}, ${expected}>;`;
}

type Direction = 'out' | 'in';

function tupleType({ items }: TupleLayout, direction: Direction): string {
  const types = items.flatMap(({ layout, repeat }) =>
    layout.kind === 'padding' ? [] : Array.from({ length: repeat }, () => valueType(layout, direction)),
  );
  return `[${types.join(', ')}]`;
}

function recordType({ fields }: RecordLayout, direction: Direction): string {
  const types = fields.flatMap(({ name: fieldName, layout }) =>
    fieldName === null ? [] : `${fieldName}: ${valueType(layout, direction)}`,
  );
  return `{ ${types.join('; ')} }`;
}

function valueType(layout: Layout, direction: Direction): string {
  const isOut = direction === 'out';
  if (layout.kind === 'scalar') return scalarType(layout, isOut);
  if (layout.kind === 'bytes' || layout.kind === 'pascal')
    return isOut ? 'Uint8Array<ArrayBuffer>' : 'Uint8Array | string';
  if (layout.kind === 'array') return `${isOut ? '' : 'readonly '}(${valueType(layout.element, direction)})[]`;
  throw new Error(`no format has a ${layout.kind}`);
}

function scalarType({ scalar }: ScalarLayout, isOut: boolean): string {
  switch (SCALARS[scalar].family) {
    case 'integer':
    case 'float':
      return 'number';
    case 'bigint':
      return isOut ? 'bigint' : 'bigint | number';
    case 'bool':
      return 'boolean';
    case 'char':
      return isOut ? 'Uint8Array<ArrayBuffer>' : 'Uint8Array';
  }
}
