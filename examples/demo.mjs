// Starts a listener and sends it records: from the command line, and from Python where there is one. Shows both sides.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FORMAT = 'I 2s f';
const WAITING = 'waiting for a connection';
const structwire = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));
const pythonClient = fileURLToPath(new URL('peers/client.py', import.meta.url));

/** A listener on a free port, its two outputs as one stream of lines: what a terminal shows. */
async function startListener() {
  const script = 'exec "$0" "$@" 2>&1';
  const args = ['-c', script, process.execPath, structwire, 'listen', FORMAT, '--port', '0'];
  const child = spawn('sh', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: address = '' } = await lines.next();
  const port = /^listening on .*:([0-9]+)$/.exec(address)?.[1];
  if (port === undefined) throw new Error(`the listener said: ${address}`);
  return { child, lines, port };
}

/** The next lines, up to the one that says that the listener waits again. */
async function linesUntilWaiting(lines) {
  const taken = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the listener ended after: ${taken.join(' | ')}`);
    taken.push(value);
    if (value === WAITING) return taken;
  }
}

function runClient(command, args) {
  const { status, stdout, error } = spawnSync('sh', ['-c', 'exec "$0" "$@" 2>&1', command, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}: ${stdout}`);
  return stdout.trimEnd();
}

function show(title, text) {
  console.log(`$ ${title}\n${text}\n`);
}

const hasPython = spawnSync('python3', ['--version']).status === 0;
const { child, lines, port } = await startListener();
try {
  const transcript = await linesUntilWaiting(lines);
  const sent = runClient(process.execPath, [structwire, 'send', FORMAT, '1', 'ab', '2.7', '--port', port]);
  transcript.push(...(await linesUntilWaiting(lines)));
  show(`structwire listen '${FORMAT}' --port ${port}`, transcript.join('\n'));
  show(`structwire send '${FORMAT}' 1 ab 2.7 --port ${port}`, sent);

  if (hasPython) {
    runClient('python3', [pythonClient, port, '2']);
    const fromPython = await linesUntilWaiting(lines);
    show(`python3 examples/peers/client.py ${port} 2     # and the listener goes on:`, fromPython.join('\n'));
  } else {
    console.log('(python3 is not there: its part of the demo is left out)\n');
  }
  show(`structwire explain '${FORMAT}'`, runClient(process.execPath, [structwire, 'explain', FORMAT]));
} finally {
  child.kill('SIGINT');
}
const [exitCode] = await once(child, 'exit');
if (exitCode !== 0) throw new Error(`the listener ended with ${exitCode}`);
