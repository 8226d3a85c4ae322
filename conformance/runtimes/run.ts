// `npm run test:runtimes [NAME...]`: the tests on other runtimes than the one that runs this, each from the npm registry.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

interface Runtime {
  readonly program: string;
  readonly flags: readonly string[];
  /** Which tests run; all of them when there are none. */
  readonly tests: readonly string[];
  /** Which of these do not, and why. */
  readonly without: readonly (readonly [test: string, why: string])[];
}

/** What needs nothing of a runtime but the language, and a socket. */
const LIBRARY = ['packages/structwire/test', 'conformance/struct/vectors'];

const STARTS_NODE = 'it starts programs with flags of Node';
const OWN = 'it tests what Node does, or looks inside';

const RUNTIMES: Readonly<Record<string, Runtime>> = {
  'node-22': node('node-22'),
  'node-24': node('node-24'),
  'node-26': node('node-26'),
  bun: {
    program: '@oven/bun-linux-x64/bin/bun',
    flags: ['--bun'],
    tests: LIBRARY,
    without: [
      ['codec/no-codegen', STARTS_NODE],
      ['codec/bytes-like', OWN],
      ['faults/processes', STARTS_NODE],
      ['soak/soak', STARTS_NODE],
      ['reconnect/lasting-connection', STARTS_NODE],
      ['net/duplex', OWN],
      ['net/websocket.test', OWN],
      ['net/udp.test', OWN],
    ],
  },
  deno: {
    program: '@deno/linux-x64-glibc/deno',
    flags: ['run', '-A'],
    tests: LIBRARY,
    without: [
      ['codec/no-codegen', STARTS_NODE],
      ['columns/without-eval', STARTS_NODE],
      ['generate/typescript', STARTS_NODE],
      ['faults/processes', STARTS_NODE],
      ['soak/soak', STARTS_NODE],
      ['reconnect/lasting-connection', STARTS_NODE],
      ['faults/bad-peers', 'Deno turns away without telling whom'],
      ['faults/tls', 'Deno has its own words for what goes wrong in TLS'],
      ['net/agreement.test', 'Deno resets a peer that has sent nothing'],
      ['net/websocket.test', 'Deno turns away without telling whom'],
      ['net/udp', 'Deno sends datagrams in another order than it was told, and has no time to live of groups'],
    ],
  },
};

function node(name: string): Runtime {
  return { program: `${name}/bin/node`, flags: [], tests: [], without: [] };
}

async function main(names: readonly string[]): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('skipped: the runtimes are programs for Linux on x64');
    return;
  }
  const installed = spawnSync('npm', ['ci', '--silent'], { cwd: path('.'), stdio: 'inherit' });
  if (installed.status !== 0) throw new Error('the runtimes could not be installed');
  for (const name of names.length > 0 ? names : Object.keys(RUNTIMES)) {
    const runtime = RUNTIMES[name];
    if (runtime === undefined) throw new Error(`no runtime is called ${name}: ${Object.keys(RUNTIMES).join(', ')}`);
    console.log(`\n== ${name}`);
    for (const [test, why] of runtime.without) console.log(`without ${test}: ${why}`);
    if (!(await passes(runtime))) process.exitCode = 1;
  }
}

async function passes({ program, flags, tests, without }: Runtime): Promise<boolean> {
  const executable = path(`node_modules/${program}`);
  if (!existsSync(executable)) throw new Error(`${executable} is not there`);
  const excluded = without.flatMap(([test]) => ['--exclude', `**/${test}*`]);
  const vitest = [path('../../node_modules/vitest/vitest.mjs'), 'run', '--typecheck.enabled=false'];
  const child = spawn(executable, [...flags, ...vitest, ...excluded, ...tests], {
    cwd: path('../..'),
    stdio: 'inherit',
    // Tests that start `node` start this one.
    env: { ...process.env, PATH: [dirname(executable), process.env['PATH']].join(delimiter) },
  });
  return (await new Promise((resolve) => child.once('close', resolve))) === 0;
}

await main(process.argv.slice(2));
