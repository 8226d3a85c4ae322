import { connectionReset, websocketClosed } from '../errors/network-errors.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';

/** Closing codes of RFC 6455, 7.4.1, and the one with which this library gives a connection up where it can give one. */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  none: 1005,
  abnormal: 1006,
  /** The first codes that a page may choose itself. */
  aborted: 4000,
  notBinary: 4003,
} as const;

const MEANINGS: Readonly<Record<number, string>> = {
  1002: 'protocol error',
  1003: 'it takes no such messages',
  1007: 'the message is none',
  1008: 'against its policy',
  1009: 'the message is too big',
  1010: 'an extension is missing',
  1011: 'it failed inside',
  1012: 'it is being restarted',
  1013: 'it is overloaded',
  1014: 'a gateway got no answer',
  4003: 'it takes no such messages',
};

/** What a close of the other side means: `undefined` for an orderly end. */
export function closeError(
  address: string,
  closeCode: number,
  text: string,
  offset: number,
): StructwireError | undefined {
  if (closeCode === CLOSE.normal || closeCode === CLOSE.goingAway || closeCode === CLOSE.none) return undefined;
  if (closeCode === CLOSE.abnormal) return failure(connectionReset, { address, reason: 'closed without a word' });
  if (closeCode === CLOSE.aborted) return failure(connectionReset, { address, reason: 'the other side gave it up' });
  const reason = [MEANINGS[closeCode], text].filter(Boolean).join(': ') || 'no reason given';
  return failure(websocketClosed, { address, closeCode, reason, by: 'the other side' }, { offset });
}
