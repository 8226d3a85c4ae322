import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../packages/cli/test/run-cli.ts';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';
import { repositoryFile } from './programs.ts';

const blocks = codeBlocks();
const modules = blocks
  .filter(({ language }) => language === 'ts')
  .map((block, i) => ({ ...block, name: `example${i}` }));
const transcripts = blocks.filter(({ language }) => language === 'console');

/** Inside the repository, so that `structwire` means the built package. */
const folder = repositoryFile('node_modules/.cache/structwire-documentation');
const OPTIONS = {
  extends: repositoryFile('tsconfig.base.json'),
  compilerOptions: {
    composite: false,
    declaration: false,
    declarationMap: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    sourceMap: false,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [repositoryFile('node_modules/@types')],
    outDir: 'out',
  },
  include: ['*.ts'],
};

interface Outcome {
  readonly logged: readonly string[];
  readonly error: string | null;
}

let complaints = '';
let outcomes: readonly Outcome[] = [];

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(OPTIONS));
  for (const { name, code } of modules) writeFileSync(join(folder, `${name}.ts`), code);
  const run = (args: readonly string[]): string =>
    spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).stdout;
  complaints = run([repositoryFile('node_modules/typescript-7/bin/tsc'), '-p', '.', '--pretty', 'false']);
  const built = modules.map(({ name }) => join(folder, 'out', `${name}.js`));
  const lines = run([repositoryFile('examples/test/run-modules.mjs'), ...built])
    .trimEnd()
    .split('\n');
  outcomes = lines.map((line) => JSON.parse(line) as Outcome); // the runner's own lines
}, 120_000);

describe('every example of the documentation', () => {
  it('is there', () => {
    expect(modules.length).toBeGreaterThan(10);
    expect(transcripts.length).toBeGreaterThan(3);
  });

  it.each(modules.map((module, i) => [module.place, module, i] as const))(
    '%s compiles and runs',
    (_place, module, i) => {
      expect(complaints.split('\n').filter((line) => line.startsWith(`${module.name}.ts(`))).toEqual([]);
      expect(outcomes[i]).toMatchObject({ error: null });
      const promised = promisedOutput(module.code);
      if (promised.length > 0) expect(outcomes[i]?.logged.map(withoutLengths)).toEqual(promised.map(withoutLengths));
    },
  );

  it.each(transcripts.map((block) => [block.place, block] as const))(
    '%s is what the command prints',
    async (_place, block) => {
      for (const { command, output } of commandsOf(block)) {
        expect(`$ ${command}\n${await screenOf(command)}`).toBe(`$ ${command}\n${output}`);
      }
    },
  );
});

/** What the comments behind calls of `console.log` say that they print: `1, then 2` in a loop. */
function promisedOutput(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);? \/\/ (.*)$/gm)].flatMap(([, promised = '']) =>
    promised.split(', then '),
  );
}

/** Node shows `Uint8Array(2) [ 97, 98 ]`; an example may leave the length out. */
function withoutLengths(line: string): string {
  return line.replaceAll(/(Array)\([0-9]+\) \[/g, '$1 [');
}

function commandsOf({ code }: CodeBlock): { command: string; output: string }[] {
  return code
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.split('\n');
      return {
        command,
        output: output
          .filter((line, i) => line !== '' || i < output.length - 1)
          .map((line) => `${line}\n`)
          .join(''),
      };
    });
}

/** Runs `structwire ...`, or `echo '...' | structwire ...`. */
async function screenOf(command: string): Promise<string> {
  const [, stdin, line] = /^(?:echo '(.*)' \| )?structwire (.*)$/.exec(command) ?? [];
  if (line === undefined) throw new Error(`not a command of structwire: ${command}`);
  const words = Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '');
  const { out, err } = await runCli(words, stdin === undefined ? {} : { stdin: `${stdin}\n` });
  return out + err;
}
