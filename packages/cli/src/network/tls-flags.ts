import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ConnectTls, ListenTls } from 'structwire/net';
import { CommandError, EXIT } from '../terminal/command-error.ts';

/** What commander gives for the options of `tls://` addresses. */
export interface TlsFlags {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsCa?: string;
  readonly tlsClientCa?: string;
  readonly servername?: string;
}

export function addListenTlsFlags(command: Command): Command {
  return command
    .option('--tls-cert <FILE>', 'the certificate of a tls:// listener, PEM')
    .option('--tls-key <FILE>', 'its key, PEM')
    .option('--tls-client-ca <FILE>', 'only clients with a certificate of this authority are served, PEM');
}

export function addConnectTlsFlags(command: Command): Command {
  return command
    .option('--tls-ca <FILE>', 'the authority to trust instead of the usual ones, PEM')
    .option('--tls-cert <FILE>', 'the certificate to show to a tls:// server that asks for one, PEM')
    .option('--tls-key <FILE>', 'its key, PEM')
    .option('--servername <NAME>', 'the name that the certificate must be for (default: the host)');
}

export async function listenTls({ tlsCert, tlsKey, tlsClientCa }: TlsFlags): Promise<ListenTls> {
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CommandError('a tls:// listener needs --tls-cert FILE and --tls-key FILE', EXIT.usage);
  }
  const [cert, key] = [await pem(tlsCert), await pem(tlsKey)];
  return { cert, key, ...(tlsClientCa !== undefined && { clientCa: await pem(tlsClientCa) }) };
}

export async function connectTls({ tlsCert, tlsKey, tlsCa, servername }: TlsFlags): Promise<ConnectTls> {
  return {
    ...(tlsCa !== undefined && { ca: await pem(tlsCa) }),
    ...(tlsCert !== undefined && { cert: await pem(tlsCert) }),
    ...(tlsKey !== undefined && { key: await pem(tlsKey) }),
    ...(servername !== undefined && { servername }),
  };
}

async function pem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read ${file}: ${reason}`, EXIT.usage, { cause: error });
  }
}
