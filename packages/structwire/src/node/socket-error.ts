import {
  addressInUse,
  connectFailed,
  connectionRefused,
  connectionReset,
  hostNotFound,
  listenFailed,
  tlsFailed,
} from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import { hostPort } from './socket-address.ts';

interface SystemError extends Error {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
}

/** Why a server cannot listen. */
export function listenError(cause: SystemError, address: string): StructwireError {
  if (cause.code === 'EADDRINUSE') return failure(addressInUse, { address }, {}, { cause });
  return failure(listenFailed, { address, reason: reasonOf(cause) }, {}, { cause });
}

/** Why a client cannot connect; names the addresses that were tried, which is more than the one that was asked for. */
export function connectError(cause: SystemError, target: string): StructwireError {
  const attempts: SystemError[] = cause instanceof AggregateError ? cause.errors : [cause]; // Node puts system errors there
  const address = attempts.map((attempt) => attemptAddress(attempt, target)).join(' and ');
  const [first] = attempts;
  if (first?.code === 'ENOTFOUND' || first?.code === 'EAI_AGAIN') {
    return failure(hostNotFound, { host: target }, {}, { cause });
  }
  // Nothing is at the path of a Unix socket, or nobody listens there any more.
  if (attempts.every(({ code }) => code === 'ECONNREFUSED' || code === 'ENOENT')) {
    return failure(connectionRefused, { address }, {}, { cause });
  }
  return failure(connectFailed, { address, reason: reasonOf(first ?? cause) }, {}, { cause });
}

/** Why a TLS handshake failed. */
export function tlsError(cause: SystemError, address: string): StructwireError {
  return failure(tlsFailed, { address, reason: reasonOf(cause) }, {}, { cause });
}

/** Whether an error is one of TLS, and not one of the connection under it. */
export function isTlsError({ code = '' }: SystemError): boolean {
  return /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_)/.test(code);
}

/** What broke an open connection. */
export function brokenError(cause: SystemError, address: string): StructwireError {
  if (isTlsError(cause)) return tlsError(cause, address);
  return failure(connectionReset, { address, reason: reasonOf(cause) }, {}, { cause });
}

function attemptAddress({ address, port }: SystemError, target: string): string {
  return address !== undefined && port !== undefined ? hostPort(address, port) : target;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset by the other side',
  EPIPE: 'the other side reads no more',
  ETIMEDOUT: 'timed out',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'this machine has no such address',
  EMFILE: 'too many open files in this process',
  EPROTO: 'the two sides cannot agree',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the other side does not speak TLS',
  ERR_SSL_HTTP_REQUEST: 'the other side speaks HTTP, not TLS',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'the handshake took too long (handshakeTimeoutMs)',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is not trusted',
};

function reasonOf({ code, message }: SystemError): string {
  if (code === undefined) return message;
  if (code === 'EPROTO' && /wrong version number|packet length too long/i.test(message)) {
    return 'the other side does not speak TLS (EPROTO)';
  }
  return `${REASONS[code] ?? firstLine(message)} (${code})`;
}

/** OpenSSL's own reason, without the file and line of its source: `0A1B:error:0A00010B:SSL routines:fn:reason:file.c:12:`. */
function firstLine(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return /:SSL routines:[^:]*:([^:]+):/.exec(line)?.[1] ?? line;
}
