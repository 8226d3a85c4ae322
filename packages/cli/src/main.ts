import { run } from './run.ts';

/** Aborted by the first SIGINT or SIGTERM; a second one ends the process the usual way. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(signal));
  return controller.signal;
}

let interrupted: AbortSignal | undefined;

// Whoever reads our output may have seen enough: `structwire unpack ... | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.stderr.write(`structwire: cannot write to stdout: ${error.message}\n`);
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupted: () => {
    interrupted ??= interruption();
    return interrupted;
  },
});
