import { checkProbe, type Probe, parseC, probeSource } from 'structwire/c';
import { describe, expect, it } from 'vitest';
import { compileObject } from './compile.ts';
import { COMPILERS, isInstalled, isRequired } from './compilers.ts';
import { CXX_CASES, REFUSED_CXX } from './cxx-cases.ts';

const clang = COMPILERS.filter(({ name }) => name === 'clang x86_64-linux-gnu');
const PROLOGUE = '#include <stdint.h>\n#include <stddef.h>\n';

describe('C++ texts', () => {
  for (const compiler of clang) {
    it.skipIf(!isInstalled(compiler) && !isRequired(compiler))(
      `${CXX_CASES.length} are laid out as by ${compiler.name}`,
      { timeout: 120_000 },
      () => {
        for (const text of CXX_CASES) {
          const prologue = `${PROLOGUE}${text}\n`;
          const declarations = parseC(prologue, { abi: compiler.abi, file: 'cases.hpp' });
          const probe = numbersOf(probeSource(declarations, { prologue, names: ['s'] }));
          const flags = [...compiler.flags, '-std=c++20'];
          const object = compileObject({ ...compiler, flags }, probe.source, 'c++');
          expect(checkProbe(probe, object, declarations.abi), text).toEqual([]);
        }
      },
    );
  }

  it.each(REFUSED_CXX)('%j is refused', (text) => {
    const declarations = parseC(text, { file: 'cases.hpp' });
    expect(() => declarations.typeNamed('s')).toThrow(/^cases\.hpp:\d+:\d+: /);
  });
});

/** Without the questions about bits, which are asked with initialisers that C++ does not have; constants are kept. */
function numbersOf({ source, questions }: Probe): Probe {
  const lines = source.split('\n').filter((line) => !line.startsWith('const struct { unsigned char mark'));
  const kept = lines.join('\n').replace('const unsigned char structwire_numbers', 'extern $&[];\n$&');
  return { source: kept, questions: questions.filter(({ ask }) => ask !== 'bits') };
}
