import { checkProbe, parseC, probeSource } from 'structwire/c';
import { describe, expect, it } from 'vitest';
import { compileObject } from './compile.ts';
import { COMPILERS, isInstalled, isRequired } from './compilers.ts';
import { CORNER_CASES } from './corner-cases.ts';

const ALL = process.env['STRUCTWIRE_ABI'] === 'all';
const USUAL = ['gcc', 'avr-gcc'];
/** C23, by the name that compilers have had for it longest. */
const STANDARD = ['-std=gnu2x'];

describe('corner cases against compilers', () => {
  for (const compiler of COMPILERS) {
    if (compiler.isMicrosoft === true || !(ALL || USUAL.includes(compiler.name))) continue;
    const isSkipped = !isInstalled(compiler) && !isRequired(compiler);
    it.skipIf(isSkipped)(`${compiler.name}: ${CORNER_CASES.length} cases`, { timeout: 300_000 }, () => {
      const standard = compiler.command === 'avr-gcc' ? [] : STANDARD; // of an older year
      const flags = [...compiler.flags, ...standard];
      let compared = 0;
      for (const text of CORNER_CASES) {
        const source = `#include <stdint.h>\n#include <stddef.h>\n${text}\n`;
        const declarations = parseC(source, { abi: compiler.abi, file: 'corner.h' });
        const probe = probeSource(declarations, { prologue: source });
        const object = objectOf(() => compileObject({ ...compiler, flags }, probe.source));
        if (object === null) continue;
        expect(checkProbe(probe, object, declarations.abi), text).toEqual([]);
        if (declarations.problems.length === 0) compared++;
      }
      expect(compared).toBeGreaterThan(0.85 * CORNER_CASES.length);
    });
  }
});

function objectOf(compile: () => Uint8Array): Uint8Array | null {
  try {
    return compile();
  } catch {
    return null; // the compiler does not take it
  }
}
