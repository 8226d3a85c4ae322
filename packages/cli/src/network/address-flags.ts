import { type Command, Option } from 'commander';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Address, isAddress, LOCAL_HOST, parseAddress, tcpAddress } from './address.ts';
import { parsePort } from './parse-quantity.ts';

/** What commander gives for the options that name an address and a format. */
export interface AddressFlags {
  readonly port?: number;
  readonly host: string;
  readonly format?: string;
}

/** What the words of a command line say: `[ADDRESS] FORMAT [VALUES...]`. */
export interface AddressedWords {
  readonly address: Address;
  readonly format: string;
  readonly values: readonly string[];
}

/** Adds the options that name an address, and the format beside it. */
export function addAddressFlags(command: Command, portHelp: string): Command {
  return command
    .addOption(new Option('-p, --port <N>', portHelp).argParser(parsePort))
    .addOption(new Option('--host <NAME>', 'name or address of the host').default(LOCAL_HOST))
    .option('-f, --format <FORMAT>', 'what the bytes are, instead of the word FORMAT');
}

/**
 * Tells address, format and values apart: an address has `://` in it, the format is `-f` or the next word, and what
 * follows are values, at most `mostValues` (default any number).
 */
export function addressedWords(
  words: readonly string[],
  flags: AddressFlags,
  mostValues: number = Number.POSITIVE_INFINITY,
): AddressedWords {
  const [first = ''] = words;
  const hasAddress = isAddress(first);
  const rest = hasAddress ? words.slice(1) : words;
  const { format = rest[0], port } = flags;
  if (format === undefined) throw new CommandError('the FORMAT is missing: what the bytes are', EXIT.usage);
  if (!hasAddress && port === undefined) {
    throw new CommandError('say where: --port N, or an address such as tcp://127.0.0.1:10000', EXIT.usage);
  }
  const values = flags.format === undefined ? rest.slice(1) : rest;
  if (values.length > mostValues) throw new CommandError(`too many arguments: ${values.join(' ')}`, EXIT.usage);
  const address = hasAddress ? parseAddress(first) : tcpAddress(flags.host, port ?? 0);
  return { address, format, values };
}
