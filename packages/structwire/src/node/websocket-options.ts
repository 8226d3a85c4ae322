import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { PlanDefaults } from '../connection/connection-plan.ts';
import { datagram } from '../framing/datagram.ts';

/** Which WebSockets a server takes. */
export interface ListenWebSocket {
  /** The path of the URL, such as `/records`. Default: any. */
  readonly path?: string;
  /** Names of subprotocols, best first; a client that offers none of them is refused. Default: no subprotocol. */
  readonly protocols?: readonly string[];
  /**
   * The web pages that may connect, by origin, such as `https://example.com`; others, and programs that name none, are
   * refused. Default: all.
   */
  readonly origins?: readonly string[];
  /**
   * An HTTP or HTTPS server that is there already: only its upgrade requests are handled, and it is not closed. `port`,
   * `host` and `tls` are its own then.
   */
  readonly server?: HttpServer | HttpsServer;
}

/** What a WebSocket client says about itself. */
export interface ConnectWebSocket {
  /** Names of subprotocols, best first; the server has to choose one. */
  readonly protocols?: readonly string[];
  /** The origin to name, as a web page would. */
  readonly origin?: string;
  /** Further headers of the request, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Records over WebSocket: a message ends with its last record. */
export function websocketDefaults(): PlanDefaults {
  return { framing: datagram(), refuseForeign: false };
}

/** What the package `ws` is told on both sides. */
export function wsOptions(maxMessageBytes: number): { readonly perMessageDeflate: false; readonly maxPayload: number } {
  const options = {
    perMessageDeflate: false as const,
    maxPayload: Number.isFinite(maxMessageBytes) ? maxMessageBytes : 0, // without limit
    closeTimeout: 2 ** 31 - 1, // connections have deadlines of their own; the declarations of the package leave it out
  };
  return options;
}

/** Why a client is refused before the handshake, if it is. */
export function refusalOf(
  { origins, protocols }: ListenWebSocket,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): { readonly status: number; readonly reason: string } | undefined {
  const { origin, 'sec-websocket-protocol': offered = '' } = headers;
  if (origins !== undefined && !(typeof origin === 'string' && origins.includes(origin))) {
    return { status: 403, reason: `the origin ${String(origin).slice(0, 100)} may not connect (origins)` };
  }
  if (protocols !== undefined && chosenProtocol(protocols, String(offered).split(',')) === undefined) {
    return { status: 400, reason: `it offers none of the subprotocols ${protocols.join(', ')}` };
  }
  return undefined;
}

/** The first of the names that the client offers too. */
export function chosenProtocol(names: readonly string[], offered: Iterable<string>): string | undefined {
  const known = new Set(Array.from(offered, (name) => name.trim()));
  return names.find((name) => known.has(name));
}
