// Builds from nothing, packs what would be published, and looks at the tarballs as a stranger would.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['structwire', 'cli'];
const tool = (name) => join('node_modules', '.bin', name);
const temporary = mkdtempSync(join(tmpdir(), 'structwire-'));

function run(command, args, cwd = process.cwd()) {
  console.log(`$ ${command} ${args.join(' ')}`);
  execFileSync(command, args, { cwd, stdio: 'inherit' });
}

function pack(name) {
  const args = ['pack', '--json', '--pack-destination', temporary, '--workspace', `packages/${name}`];
  const report = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  // npm before 12 answers with a list, later ones with an object keyed by package.
  const [tarball] = Object.values(report);
  console.log(`${tarball.filename}: ${tarball.entryCount} files, ${tarball.size} bytes packed`);
  const stray = tarball.files.filter(
    ({ path }) => /tsbuildinfo|\/test\/|\.map$/.test(path) && !path.startsWith('dist/'),
  );
  if (stray.length > 0) throw new Error(`should not be published: ${stray.map(({ path }) => path).join(', ')}`);
  return join(temporary, tarball.filename);
}

/** Imports every entry point of the library and starts the command, from an empty project with the optional peers. */
function tryAsStranger(tarballs) {
  writeFileSync(join(temporary, 'package.json'), '{ "private": true, "type": "module" }\n');
  const { exports, peerDependencies, devDependencies } = JSON.parse(
    readFileSync('packages/structwire/package.json', 'utf8'),
  );
  const peers = Object.keys(peerDependencies ?? {}).map((name) => `${name}@${devDependencies[name]}`);
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs, ...peers], temporary);
  for (const [entry, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue;
    const name = `structwire${entry.slice(1)}`;
    const code = `console.log('${name}:', Object.keys(await import('${name}')).length, 'exports')`;
    run(process.execPath, ['--input-type=module', '--eval', code], temporary);
  }
  run(tool('structwire'), ['--help'], temporary);
}

try {
  for (const name of PACKAGES) rmSync(join('packages', name, 'dist'), { recursive: true, force: true });
  run('npm', ['run', 'build', '--silent']);
  const tarballs = PACKAGES.map(pack);
  for (const tarball of tarballs) run(tool('publint'), ['run', '--strict', tarball]);
  run(tool('attw'), ['--profile', 'esm-only', tarballs[0]]);
  run(tool('size-limit'), []);
  tryAsStranger(tarballs);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
