import type { ErrorKind } from './error-kind.ts';

// An `address` is the resolved one: `127.0.0.1:10000`, `[::1]:10000` or the path of a Unix socket.

export const addressInUse: ErrorKind<'address-in-use', { address: string }> = {
  code: 'address-in-use',
  message: ({ address }) => `cannot listen on ${address}: the address is in use by another process`,
};

export const listenFailed: ErrorKind<'listen-failed', { address: string; reason: string }> = {
  code: 'listen-failed',
  message: ({ address, reason }) => `cannot listen on ${address}: ${reason}`,
};

export const connectionRefused: ErrorKind<'connection-refused', { address: string }> = {
  code: 'connection-refused',
  message: ({ address }) => `cannot connect to ${address}: connection refused, nothing listens there`,
};

export const hostNotFound: ErrorKind<'host-not-found', { host: string }> = {
  code: 'host-not-found',
  message: ({ host }) => `cannot connect to ${host}: the name does not resolve to an address`,
};

export const connectTimedOut: ErrorKind<'connect-timed-out', { address: string; timeoutMs: number }> = {
  code: 'connect-timed-out',
  message: ({ address, timeoutMs }) => `cannot connect to ${address}: no answer within ${timeoutMs} ms`,
};

export const connectFailed: ErrorKind<'connect-failed', { address: string; reason: string }> = {
  code: 'connect-failed',
  message: ({ address, reason }) => `cannot connect to ${address}: ${reason}`,
};

export const connectionReset: ErrorKind<'connection-reset', { address: string; reason: string }> = {
  code: 'connection-reset',
  message: ({ address, reason }) => `the connection to ${address} broke: ${reason}`,
};

export const connectionClosed: ErrorKind<'connection-closed', { address: string }> = {
  code: 'connection-closed',
  message: ({ address }) => `the connection to ${address} is closed for sending`,
};

export const connectionAborted: ErrorKind<'connection-aborted', { address: string }> = {
  code: 'connection-aborted',
  message: ({ address }) => `the connection to ${address} was aborted on this side`,
};

export const alreadyReading: ErrorKind<'already-reading', { address: string }> = {
  code: 'already-reading',
  message: ({ address }) => `the records of the connection to ${address} are already being read by someone else`,
};

export const recordUnreadable: ErrorKind<'record-unreadable', { record: number; reason: string }> = {
  code: 'record-unreadable',
  message: ({ record, reason }) => `record ${record} of the connection cannot be read: ${reason}`,
};

export const streamNeedsSize: ErrorKind<'stream-needs-size', { size: number | null }> = {
  code: 'stream-needs-size',
  message: ({ size }) =>
    size === 0
      ? 'a record of 0 bytes cannot be told from nothing in a stream'
      : 'records of variable size need a framing to find their ends in a stream',
};
