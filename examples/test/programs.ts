import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A file of the repository, by its path from the root. */
export function repositoryFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Whether this machine has a program; in CI it must. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI'] !== undefined) throw new Error(`${name} is required in CI`, { cause: error });
    console.warn(`${name} is not on this machine: what needs it is skipped`);
    return false;
  }
}

/** A program that runs beside the test, its output line by line. */
export interface Program {
  readonly nextLine: () => Promise<string>;
  /** Fulfilled with the exit code (`null` after a signal) and the lines that nobody took. */
  readonly done: Promise<{ readonly exitCode: number | null; readonly lines: readonly string[] }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

const running = new Set<ChildProcess>();

/** Starts a program; what it writes to stderr is part of its output. */
export function startProgram(command: string, args: readonly string[]): Program {
  const script = 'exec "$0" "$@" 2>&1';
  const child = spawn('sh', ['-c', script, command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'exit').then(([exitCode]) => {
    running.delete(child);
    return exitCode as number | null; // what 'exit' carries
  });
  const rest = async (): Promise<string[]> => {
    const taken: string[] = [];
    for await (const line of { [Symbol.asyncIterator]: () => lines }) taken.push(line);
    return taken;
  };
  return {
    nextLine: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${command} ${args.join(' ')} says no more`);
      return value;
    },
    get done() {
      return Promise.all([exited, rest()]).then(([exitCode, left]) => ({ exitCode, lines: left }));
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** Ends what a failed test left running. */
export function killPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}
