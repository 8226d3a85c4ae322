import { Session } from 'node:inspector';
import { parseC } from '../../packages/structwire/src/cdecl/index.ts';
import { isStructwireError, type StructwireError } from '../../packages/structwire/src/errors/structwire-error.ts';
import { HOSTILE, type Hostile } from './hostile.ts';

// Parses the hostile texts in a process with little memory. Prints a line of JSON for each, with the number of times that
// code of the parser ran: a count, not a time, so that it is the same on every machine.

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** How often blocks of the parser have run since the last time. */
function stepsTaken(): number {
  let steps = 0;
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    for (const { url, functions } of result) {
      if (!url.includes('/src/cdecl/')) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
  });
  return steps;
}

function run({ text, include }: Hostile, n: number): { outcome: string; message: string; steps: number } {
  const source = text(n);
  stepsTaken();
  const error = errorOf(() => {
    const declarations = parseC(source, { file: 'hostile.h', ...(include === undefined ? {} : { include }) });
    const largest = [...declarations.types.values()].at(-1);
    if (largest !== undefined) void [largest.layout, largest.members, declarations.constants.size];
    const [problem] = declarations.problems;
    if (problem !== undefined) throw problem;
  });
  return { outcome: error?.code ?? 'layout', message: error?.message ?? '', steps: stepsTaken() };
}

function errorOf(action: () => void): StructwireError | null {
  try {
    action();
    return null;
  } catch (error) {
    if (isStructwireError(error)) return error;
    throw error;
  }
}

const USUAL = 10_000;

for (const hostile of HOSTILE) {
  const { name, n = USUAL } = hostile;
  const [half, whole] = [run(hostile, n / 2), run(hostile, n)];
  console.log(JSON.stringify({ name, half: half.steps, ...whole, message: whole.message.slice(0, 100) }));
}
