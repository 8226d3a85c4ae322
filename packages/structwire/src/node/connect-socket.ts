import { connect as connectTcp, type NetConnectOpts, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { checkedLimit } from '../connection/limits.ts';
import { type AttemptOptions, attempt } from './attempt.ts';
import { CONNECT_DEFAULTS, type ConnectTarget } from './connect-target.ts';
import { isBun } from './is-bun.ts';
import { SharedRead } from './shared-read.ts';
import { connectError, isTlsError, tlsError } from './socket-error.ts';
import { SocketTransport } from './socket-transport.ts';
import { KEEP_ALIVE, SOCKET_BUFFER_BYTES } from './tcp-defaults.ts';
import { clientTlsOptions } from './tls-settings.ts';

/** Connects a TCP, TLS or Unix socket, which is read so many bytes at a time where that can be said. */
export function connectSocket(
  options: ConnectTarget,
  settings: AttemptOptions & { readonly readBytes: number },
): Promise<SocketTransport> {
  const { target } = settings;
  return attempt(settings, (succeed, fail) => {
    const { socket, event, read } = startConnecting(options, settings.readBytes);
    const onError = (error: Error): void => {
      fail(isTlsError(error) ? tlsError(error, target) : connectError(error, target));
    };
    socket.once('error', onError);
    socket.once(event, () => {
      succeed(new SocketTransport(socket, target, read));
      socket.off('error', onError);
    });
    return () => socket.destroy();
  });
}

/** A socket that is being connected, the event that says it is, and what it reads to where that is shared. */
interface Connecting {
  readonly socket: Socket;
  readonly event: string;
  readonly read?: SharedRead;
}

function startConnecting(options: ConnectTarget, readBytes: number): Connecting {
  const { host = '127.0.0.1', tls = false } = options;
  const settings = socketSettings(options);
  if (tls === false) return startConnectingPlain(settings, readBytes);
  const tlsSettings = clientTlsOptions(tls === true ? {} : tls, host);
  return { socket: connectTls({ ...settings, ...tlsSettings }), event: 'secureConnect' };
}

function startConnectingPlain(settings: NetConnectOpts, readBytes: number): Connecting {
  const plain = { ...settings, allowHalfOpen: true };
  if (isBun()) return { socket: connectTcp(plain), event: 'connect' };
  const read = new SharedRead(readBytes);
  const socket = connectTcp({ ...plain, onread: read.options });
  socket.pause(); // nothing is read before the transport is started
  return { socket, event: 'connect', read };
}

function socketSettings({ port = 0, host = '127.0.0.1', path, lookup, ...options }: ConnectTarget): NetConnectOpts {
  const timeoutMs = checkedLimit('attemptTimeoutMs', options.attemptTimeoutMs ?? CONNECT_DEFAULTS.attemptTimeoutMs);
  const common = { highWaterMark: SOCKET_BUFFER_BYTES }; // handed on to the stream; the declarations of Node leave it out
  if (path !== undefined) return { ...common, path };
  const settings: TcpNetConnectOpts = {
    ...common,
    port,
    host,
    ...(lookup !== undefined && { lookup }),
    noDelay: true,
    ...KEEP_ALIVE,
    autoSelectFamilyAttemptTimeout: Math.min(Math.max(timeoutMs, 10), 2 ** 31 - 1),
  };
  return settings;
}
