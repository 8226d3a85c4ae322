import type { Command } from 'commander';
import type { ConnectTarget, ListenWebSocket } from 'structwire/net';
import type { Address } from './address.ts';

/** What commander gives for the options of `ws://` and `wss://` addresses. */
export interface WebSocketFlags {
  readonly subprotocol?: string;
  readonly origin?: string;
}

export function addListenWebSocketFlags(command: Command): Command {
  return command
    .option('--subprotocol <NAME>', 'for ws://, the subprotocol that clients have to offer')
    .option('--origin <ORIGIN>', 'for ws://, the only web pages that may connect, such as https://example.com');
}

export function addConnectWebSocketFlags(command: Command): Command {
  return command
    .option('--subprotocol <NAME>', 'for ws://, the subprotocol to ask for')
    .option('--origin <ORIGIN>', 'for ws://, the origin to name, as a web page would');
}

/** Without a path, or with `/` alone, any path will do. */
export function listenWebSocket({ path }: Address, { subprotocol, origin }: WebSocketFlags): ListenWebSocket {
  const [plain = ''] = path.split('?', 1);
  return {
    ...(plain !== '' && plain !== '/' && { path: plain }),
    ...(subprotocol !== undefined && { protocols: [subprotocol] }),
    ...(origin !== undefined && { origins: [origin] }),
  };
}

export function connectWebSocket(address: Address, { subprotocol, origin }: WebSocketFlags): ConnectTarget {
  const { scheme, host, port, path } = address;
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`,
    webSocket: {
      ...(subprotocol !== undefined && { protocols: [subprotocol] }),
      ...(origin !== undefined && { origin }),
    },
  };
}
