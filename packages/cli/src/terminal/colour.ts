import type { Io } from './io.ts';

/** Colours of the 256-colour terminal palette; the fields of a record take theirs in turn. */
export const PALETTE = {
  fields: [39, 208, 77, 171, 220, 45, 203, 149],
  grey: 244,
  red: 203,
} as const;

/** Whether to colour what goes to stdout: on a terminal, unless `NO_COLOR` is set; `FORCE_COLOR` on a pipe too. */
export function hasColour({ env, stdout }: Io): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}

/** Text in a colour. */
export function paint(text: string, colour: number): string {
  return `\u001b[38;5;${colour}m${text}\u001b[0m`;
}
