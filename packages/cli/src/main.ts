import { run } from './run.ts';
import { interruption } from './terminal/interruption.ts';

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
    interrupted ??= interruption(process, {
      now: () => performance.now(),
      end: (signal) => process.kill(process.pid, signal),
    });
    return interrupted;
  },
});
