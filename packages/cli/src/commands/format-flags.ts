import { type Command, Option } from 'commander';
import type { AbiName } from 'structwire';
import type { FormatOptions } from '../formats/format-source.ts';

/** What commander gives for the options that every command with a FORMAT has. */
export interface FormatFlags {
  readonly abi: AbiName;
}

/** Adds the options that say how a FORMAT is to be understood. */
export function addFormatFlags(command: Command): Command {
  const abi = new Option('--abi <NAME>', 'the platform of native sizes and alignment, such as lp64, llp64, avr');
  return command.addOption(abi.default('lp64'));
}

/** The flags, as the sources of formats take them. */
export function formatOptions({ abi }: FormatFlags): FormatOptions {
  return { abi };
}
