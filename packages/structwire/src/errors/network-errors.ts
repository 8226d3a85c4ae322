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

export const notBytes: ErrorKind<'not-bytes', { address: string; actual: string }> = {
  code: 'not-bytes',
  message: ({ address, actual }) => `${address} delivered ${actual} where bytes were expected`,
};

export const websocketFailed: ErrorKind<'websocket-failed', { address: string; reason: string }> = {
  code: 'websocket-failed',
  message: ({ address, reason }) => `no WebSocket with ${address}: ${reason}`,
};

export const websocketClosed: ErrorKind<
  'websocket-closed',
  { address: string; closeCode: number; reason: string; by: 'this side' | 'the other side' }
> = {
  code: 'websocket-closed',
  message: ({ address, closeCode, reason, by }) =>
    `the WebSocket to ${address} was closed by ${by} with code ${closeCode}: ${reason}`,
};

export const receiveBufferFull: ErrorKind<'receive-buffer-full', { address: string; held: number; limit: number }> = {
  code: 'receive-buffer-full',
  message: ({ address, held, limit }) =>
    `${address} sends faster than its records are taken: ${held} bytes wait, more than ${limit} (maxUnread)`,
};

export const packageMissing: ErrorKind<'package-missing', { package: string; purpose: string }> = {
  code: 'package-missing',
  message: ({ package: name, purpose }) => `${purpose} needs the package ${name}, which is not installed`,
};

export const foreignProtocolSpoken: ErrorKind<'foreign-protocol', { address: string; protocol: string }> = {
  code: 'foreign-protocol',
  message: ({ address, protocol }) => `${address} speaks ${protocol}, not records (refuseForeign)`,
};

export const tlsFailed: ErrorKind<'tls-failed', { address: string; reason: string }> = {
  code: 'tls-failed',
  message: ({ address, reason }) => `TLS with ${address} failed: ${reason}`,
};

interface Missed {
  readonly address: string;
  readonly timeoutMs: number;
}

export const recordTimedOut: ErrorKind<'record-timed-out', Missed & { have: number }> = {
  code: 'record-timed-out',
  message: ({ address, timeoutMs, have }) =>
    `${address} has not finished a record within ${timeoutMs} ms (recordTimeoutMs): ${have} bytes of it are here`,
};

export const writeTimedOut: ErrorKind<'write-timed-out', Missed & { queued: number }> = {
  code: 'write-timed-out',
  message: ({ address, timeoutMs, queued }) =>
    `${address} has taken nothing for ${timeoutMs} ms (writeTimeoutMs): ${queued} bytes wait to be sent`,
};

export const idleTimedOut: ErrorKind<'idle-timed-out', Missed> = {
  code: 'idle-timed-out',
  message: ({ address, timeoutMs }) => `nothing went to or came from ${address} for ${timeoutMs} ms (idleTimeoutMs)`,
};

export const budgetExceeded: ErrorKind<'memory-budget-exceeded', { address: string; held: number; limit: number }> = {
  code: 'memory-budget-exceeded',
  message: ({ address, held, limit }) =>
    `${address} holds ${held} bytes, more than any other, while all connections together hold more than ${limit} (memoryBudget)`,
};

export const badOption: ErrorKind<'bad-option', { option: string; expected: string; actual: string }> = {
  code: 'bad-option',
  message: ({ option, expected, actual }) => `${option}: expected ${expected}, got ${actual}`,
};

export const streamNeedsSize: ErrorKind<'stream-needs-size', { size: number | null }> = {
  code: 'stream-needs-size',
  message: ({ size }) =>
    size === 0
      ? 'a record of 0 bytes cannot be told from nothing in a stream'
      : 'records that go on to the end of their input need a framing to find their ends in a stream',
};
