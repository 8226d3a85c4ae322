import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `--quick`: little is measured, and nothing written. */
export const isQuick: boolean = process.argv.includes('--quick');

/** A file of this folder, `bench`: programs run from `bench/dist`. */
export function benchFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Measures, with a folder for whatever that takes, and prints the page that comes of it; `docs/<name>` is that page. */
export async function makePage(name: string, measure: (directory: string) => string | Promise<string>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'structwire-bench-'));
  try {
    const page = await measure(directory);
    process.stdout.write(page);
    if (!isQuick) writeFileSync(benchFile(`../docs/${name}`), page);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
