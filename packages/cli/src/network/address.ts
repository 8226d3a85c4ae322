import { CommandError, EXIT } from '../terminal/command-error.ts';

/** Where to listen, or where to connect to. */
export interface Address {
  /** As the user wrote it, or as the options say. */
  readonly text: string;
  readonly scheme: Scheme;
  /** Empty for a Unix socket. */
  readonly host: string;
  readonly port: number;
  /** Of a Unix socket, or of a WebSocket URL, with its query. */
  readonly path: string;
}

export type Scheme = (typeof SCHEMES)[number];

/** Every scheme; `network/transports.ts` says what they do. */
export const SCHEMES = ['tcp', 'tls', 'unix', 'udp', 'udp-multicast', 'ws', 'wss', 'stdio'] as const;

/** The address that stands for stdin and stdout. */
const STDIO = '-';

/** Who listens without saying where is reached from this machine only. */
export const LOCAL_HOST = '127.0.0.1';

const HIGHEST_PORT = 65535;

/** Whether a word of the command line is an address and no format. */
export function isAddress(word: string): boolean {
  return word === STDIO || /^[a-z][a-z0-9+-]*:\/\//.test(word);
}

/**
 * `tcp://host:port`, `tls://host:port`, `udp://host:port`, `ws://host:port/path`, `unix://path`, `-`; an empty host is this
 * machine.
 */
export function parseAddress(text: string): Address {
  if (text === STDIO) return { text, scheme: 'stdio', host: '', port: 0, path: '' };
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+-]*):\/\/(.*)$/.exec(text) ?? [];
  if (!isScheme(scheme)) {
    const known = SCHEMES.map((each) => (each === 'stdio' ? STDIO : `${each}://`)).join(', ');
    throw new CommandError(`unknown kind of address '${text}'; the kinds are ${known}`, EXIT.usage);
  }
  if (scheme === 'unix') {
    if (rest === '') throw new CommandError(`'${text}' has no path, as in unix:///run/records.sock`, EXIT.usage);
    return { text, scheme, host: '', port: 0, path: rest };
  }
  const [, place = '', path = ''] = (scheme.startsWith('ws') && /^([^/?]*)(.*)$/.exec(rest)) || ['', rest];
  const [, bracketed, name, digits = ''] = /^(?:\[([^\]]+)\]|([^:[\]/]*)):([0-9]{1,5})$/.exec(place) ?? [];
  const port = Number(digits);
  if (digits === '' || port > HIGHEST_PORT) {
    throw new CommandError(`'${text}' has no port, as in ${scheme}://127.0.0.1:10000`, EXIT.usage);
  }
  return { text, scheme, host: bracketed ?? (name || LOCAL_HOST), port, path };
}

/** The address that `--host` and `--port` name. */
export function tcpAddress(host: string, port: number): Address {
  return { text: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`, scheme: 'tcp', host, port, path: '' };
}

function isScheme(text: string): text is Scheme {
  return text !== 'stdio' && (SCHEMES as readonly string[]).includes(text);
}
