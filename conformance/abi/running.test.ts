import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LayoutCodec } from 'structwire';
import { type CDeclarations, parseC } from 'structwire/c';
import { describe, expect, it } from 'vitest';
import { Random } from '../../packages/structwire/test/random.ts';
import { COMPILERS, type Compiler, isInstalled, isRequired } from './compilers.ts';
import { type RandomHeader, randomHeader } from './random-header.ts';
import { type RandomValue, randomRecordValue } from './random-value.ts';

const SEED = Number(process.env['STRUCTWIRE_ABI_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const HEADERS = 50;
const RUNTIME = readFileSync(new URL('running.c.txt', import.meta.url), 'utf8');
/** `const` members are written, too; programs run on their own. */
const FLAGS = ['-w', '-O1', '-Dconst=', '-ffreestanding', '-fno-stack-protector', '-fno-pic', '-nostdlib', '-static'];

interface Sample extends RandomValue {
  readonly type: string;
  readonly bytes: Uint8Array;
}

describe.skipIf(process.arch !== 'x64')(`running C programs (STRUCTWIRE_ABI_SEED=${SEED})`, () => {
  for (const compiler of COMPILERS.filter(({ isNative }) => isNative === true)) {
    it.skipIf(!isInstalled(compiler) && !isRequired(compiler))(
      `${compiler.name}: read the members that were encoded here, and write the same bytes`,
      { timeout: 300_000 },
      () => {
        const headers = Array.from({ length: HEADERS }, (_, i) => randomHeader(SEED + i, `h${i}_`, { isGnu: true }));
        const text = headers.map((header) => header.text).join('\n');
        const declarations = parseC(text, { abi: compiler.abi, file: 'random.h' });
        const samples = headers.flatMap((header) => samplesOf(header, declarations));
        expect(samples.length).toBeGreaterThan(HEADERS);
        expect(run(compiler, program(text, samples))).toBe('done\n');
      },
    );
  }
});

function samplesOf(header: RandomHeader, declarations: CDeclarations): Sample[] {
  const random = new Random(header.seed ^ 0x5eed);
  return [...header.records].flatMap(([type, record]) => {
    const known = declarations.types.get(type) ?? declarations.types.get(type.replace(/^\w+ /, ''));
    const value = known === undefined ? null : randomRecordValue(random, record, declarations.abi);
    if (known === undefined || value === null) return [];
    const codec = new LayoutCodec<unknown>(known.layout, { codegen: 'eager' });
    return [{ type, bytes: codec.encode(value.js), ...value }];
  });
}

/** A program that says which samples it reads or writes differently, and at last `done`. */
function program(header: string, samples: readonly Sample[]): string {
  const checks = samples.map(({ type, bytes, leaves }, i) => {
    const read = leaves.map(
      ([path, c]) => `  if (!(v${path} == (${c}))) say("sample ${i} (${type}) reads ${path}\\n");`,
    );
    const write = leaves.map(([path, c]) => `  w${path} = (${c});`);
    return `static void check_${i}(void) {
  static unsigned char bytes[] = { ${[...bytes, 0].join(', ')} };
  ${type} v, w;
  if (sizeof v != ${bytes.length}) say("sample ${i} (${type}) has another size\\n");
  memcpy(&v, bytes, sizeof v);
${read.join('\n')}
  memset(&w, 0, sizeof w);
${write.join('\n')}
  if (differs(&w, bytes, sizeof w)) say("sample ${i} (${type}) writes other bytes\\n");
}`;
  });
  const calls = samples.map((_, i) => `  check_${i}();`);
  const start = `__attribute__((force_align_arg_pointer)) void _start(void) {
${calls.join('\n')}
  say("done\\n");
  call(CALL_EXIT, 0, 0, 0);
}`;
  return [header, RUNTIME, ...checks, start].join('\n');
}

function run({ command, flags }: Compiler, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'structwire-running-'));
  try {
    const [input, output] = [join(folder, 'program.c'), join(folder, 'program')];
    writeFileSync(input, source);
    const compiling = spawnSync(command, [...flags, ...FLAGS, input, '-o', output], { encoding: 'utf8' });
    if (compiling.status !== 0) throw new Error(compiling.stderr.slice(0, 3000));
    const running = spawnSync(output, { encoding: 'utf8' });
    return running.error === undefined ? running.stdout : running.error.message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
