import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { Layout } from 'structwire';
import { describe, expect, it } from 'vitest';
import { findPython } from '../../../conformance/python/python.ts';
import { pythonNotation } from '../src/values/python-notation.ts';
import { valueText } from '../src/values/value-text.ts';

const f64: Layout = { kind: 'scalar', scalar: 'f64', endian: 'le', size: 8, align: 8 };
const bytes: Layout = { kind: 'bytes', fit: 'exact', size: 0, align: 1 };

const SEED = 20_260;
const FLOATS = [0, -0, 1, -1, 0.1, 1e15, 1e16, 9999999999999998, 123456789012345680, 1e22, 1e-4, 0.00012, 1e-5, 5e-324];

/** Reads lines of hex: `d` and a double, `b` and bytes, `s` and UTF-8 text. Prints the repr of each. */
const SCRIPT = `
import struct, sys
for line in sys.stdin:
    kind, data = line[0], bytes.fromhex(line[1:])
    print(repr(struct.unpack('<d', data)[0] if kind == 'd' else data if kind == 'b' else data.decode()))
`;

describe.skipIf(findPython() === null)("values in Python's notation", () => {
  const reprs = (lines: readonly string[]): string[] => {
    const { stdout } = spawnSync('python3', ['-X', 'utf8', '-c', SCRIPT], {
      input: lines.join('\n'),
      encoding: 'utf8',
    });
    return stdout.trimEnd().split('\n');
  };
  const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

  it('are what repr prints: floats', () => {
    const values = [...FLOATS, ...fc.sample(fc.double(), { numRuns: 3000, seed: SEED })];
    const lines = values.map((value) => `d${hex(new Uint8Array(Float64Array.of(value).buffer))}`);
    expect(values.map(valueText(f64, pythonNotation))).toEqual(reprs(lines));
  });

  it('are what repr prints: bytes', () => {
    const any = fc.oneof(
      fc.uint8Array(),
      fc.array(fc.constantFrom(...Buffer.from('\'"\\ab\n\0'))).map((all) => Uint8Array.from(all)),
    );
    const values = fc.sample(any, { numRuns: 1000, seed: SEED });
    expect(values.map(valueText(bytes, pythonNotation))).toEqual(reprs(values.map((value) => `b${hex(value)}`)));
  });

  it('are what repr prints: text', () => {
    const values = ['', "it's", '"', '\'"', 'é€\u{1f600}', '\u00a0\u2028\u200b\u007f\u0000\ue000', '\\\t'];
    const lines = values.map((value) => `s${hex(new TextEncoder().encode(value))}`);
    expect(values.map((value) => pythonNotation.text(value))).toEqual(reprs(lines));
  });
});
