import { spawnSync } from 'node:child_process';

/** What a command says first, which is its version when it is asked for that; nothing where there is no such command. */
export function firstLine(command: string, ...parameters: readonly string[]): string {
  return spawnSync(command, parameters, { encoding: 'utf8' }).stdout?.split('\n')[0]?.trim() ?? '';
}
