import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic, Verdict } from './verdict.ts';
import { workspacePath } from './workspace-path.ts';

const OPTIONS =
  '--ignoreConfig --noEmit --pretty false --extendedDiagnostics --noErrorTruncation --singleThreaded --skipLibCheck ' +
  '--target es2023 --lib es2023,esnext.disposable --module nodenext --strict --exactOptionalPropertyTypes ' +
  '--allowImportingTsExtensions';

/** Type-checks a program with the command of TypeScript 7. */
export async function checkInChild(program: string): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'structwire-types-'));
  try {
    const file = join(folder, 'program.ts');
    await writeFile(file, program);
    const ambient = workspacePath('packages/structwire/types/text-encoding.d.ts');
    return parse(
      await run([workspacePath('node_modules/typescript-7/bin/tsc'), ...OPTIONS.split(' '), ambient, file], folder),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', () => resolve(output));
  });
}

function parse(output: string): Verdict {
  const instantiations = /^Instantiations:\s+(\d+)$/m.exec(output)?.[1];
  if (instantiations === undefined) throw new Error(`the compiler gave no count:\n${output}`);
  const diagnostics = Array.from(
    output.matchAll(/^(.*)\((\d+),\d+\): error TS\d+: (.*(?:\n {2}.*)*)$/gm),
    ([, file = '', line, message = '']): Diagnostic => {
      if (!file.endsWith('program.ts')) throw new Error(`an error outside of the program:\n${output}`);
      return { line: Number(line), message };
    },
  );
  return { instantiations: Number(instantiations), diagnostics };
}
