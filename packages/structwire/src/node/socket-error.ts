import {
  addressInUse,
  connectFailed,
  connectionRefused,
  connectionReset,
  hostNotFound,
  listenFailed,
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
  if (attempts.every(({ code }) => code === 'ECONNREFUSED')) {
    return failure(connectionRefused, { address }, {}, { cause });
  }
  return failure(connectFailed, { address, reason: reasonOf(first ?? cause) }, {}, { cause });
}

/** What broke an open connection. */
export function brokenError(cause: SystemError, address: string): StructwireError {
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
};

function reasonOf({ code, message }: SystemError): string {
  return code === undefined ? message : `${REASONS[code] ?? message} (${code})`;
}
