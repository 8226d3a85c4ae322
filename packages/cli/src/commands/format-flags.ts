import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AbiName } from 'structwire';
import type { FormatOptions } from '../formats/format-source.ts';

/** What commander gives for the options that every command with a FORMAT has. */
export interface FormatFlags {
  readonly abi: AbiName;
  readonly define?: Readonly<Record<string, string>>;
  readonly undefine?: readonly string[];
  readonly include?: readonly string[];
}

/** Adds the options that say how a FORMAT is to be understood. */
export function addFormatFlags(command: Command): Command {
  const abi = 'the platform of native sizes, alignment and C declarations: lp64, llp64, i386, avr, arm-eabi, ...';
  return command
    .addOption(new Option('--abi <NAME>', abi).default('lp64'))
    .addOption(new Option('-D, --define <NAME=VALUE>', 'a macro for C declarations').argParser(addDefine))
    .addOption(new Option('-U, --undefine <NAME>', 'a macro that no missing header defines').argParser(addName))
    .addOption(new Option('-I, --include <FOLDER>', 'where to look for headers').argParser(addName));
}

/** The flags, as the sources of formats take them. */
export function formatOptions({ abi, define = {}, undefine = [], include = [] }: FormatFlags): FormatOptions {
  const withdrawn = Object.fromEntries(undefine.map((name) => [name, false] as const));
  return { abi, defines: { ...withdrawn, ...define }, includeFolders: include };
}

/** `NAME` is 1, as for a compiler; `F(x)=...` is a macro with parameters. */
function addDefine(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value = '1'] = /^([A-Za-z_]\w*(?:\([^)]*\))?)(?:=(.*))?$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Expected NAME or NAME=VALUE.');
  return { ...before, [name]: value };
}

function addName(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
