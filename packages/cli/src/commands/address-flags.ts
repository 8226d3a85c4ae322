import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where to listen, or where to connect to. */
export interface AddressFlags {
  readonly port: number;
  readonly host: string;
}

const HIGHEST_PORT = 65535;

/** Adds the options that name a TCP address. */
export function addAddressFlags(command: Command, portHelp: string): Command {
  return command
    .addOption(new Option('-p, --port <N>', portHelp).argParser(parsePort).makeOptionMandatory())
    .addOption(new Option('--host <NAME>', 'name or address of the host').default('127.0.0.1'));
}

function parsePort(text: string): number {
  const port = parseCount(text);
  if (port > HIGHEST_PORT) throw new InvalidArgumentError(`A port is at most ${HIGHEST_PORT}.`);
  return port;
}

/** A whole number from 0 on, for options. */
export function parseCount(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
