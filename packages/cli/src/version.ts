import { readFileSync } from 'node:fs';

/** The version of the package that is running. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version; // our own package.json
}
