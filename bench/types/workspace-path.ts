import { fileURLToPath } from 'node:url';

/** The path of a file of the workspace, as an import in a program needs it. */
export function workspacePath(relative: string): string {
  return fileURLToPath(new URL(`../../${relative}`, import.meta.url));
}
