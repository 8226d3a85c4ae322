// Runs the modules given as arguments, one after the other, and prints what each one logged or threw: one line of JSON.
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const PATIENCE_MS = 10_000;

for (const path of process.argv.slice(2)) {
  const logged = [];
  console.log = (...values) => logged.push(format(...values));
  const timeUp = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not done after ${PATIENCE_MS} ms`)), PATIENCE_MS).unref();
  });
  const error = await Promise.race([import(pathToFileURL(path).href), timeUp]).then(
    () => null,
    (reason) => String(reason?.stack ?? reason),
  );
  process.stdout.write(`${JSON.stringify({ logged, error })}\n`);
}
process.exit(0); // examples may leave a server listening
