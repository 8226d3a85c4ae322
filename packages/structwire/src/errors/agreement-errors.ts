import type { ErrorKind } from './error-kind.ts';

interface Peer {
  readonly address: string;
}

/** A field as one side knows it; `null` where that side has no further one. */
interface KnownField {
  readonly path: string;
  readonly type: string;
  readonly offset: number;
}

/** What one side says of the records of a direction. */
export interface KnownRecords {
  readonly field: KnownField | null;
  /** Byte length of a record, or `null` when it depends on the value. */
  readonly size: number | null;
  readonly framing: string;
}

interface Mismatch extends Peer {
  /** Of this side. */
  readonly direction: 'send' | 'receive';
  readonly here: KnownRecords;
  readonly there: KnownRecords;
}

export const agreementMissing: ErrorKind<'agreement-missing', Peer & { reason: string }> = {
  code: 'agreement-missing',
  message: ({ address, reason }) => `${address} does not begin with the preamble of 'agree: true': ${reason}`,
};

export const agreementInvalid: ErrorKind<'agreement-invalid', Peer & { reason: string }> = {
  code: 'agreement-invalid',
  message: ({ address, reason }) => `the preamble of ${address} cannot be read: ${reason}`,
};

export const agreementTimedOut: ErrorKind<'agreement-timed-out', Peer & { timeoutMs: number; have: number }> = {
  code: 'agreement-timed-out',
  message: ({ address, timeoutMs, have }) =>
    `${address} has not sent the preamble of 'agree: true' within ${timeoutMs} ms (handshakeTimeoutMs): ${have} bytes are here`,
};

export const agreementMismatch: ErrorKind<'agreement-mismatch', Mismatch> = {
  code: 'agreement-mismatch',
  message: ({ address, direction, here, there }) => {
    const what = direction === 'send' ? `what goes to ${address}` : `what comes from ${address}`;
    return `the two sides do not agree about ${what}: ${differences(here, there).join('; ')}`;
  },
};

function differences(here: KnownRecords, there: KnownRecords): string[] {
  const parts: string[] = [];
  if (here.field !== null || there.field !== null) {
    parts.push(`the first difference is ${fieldText(here.field)} here, ${fieldText(there.field)} there`);
  }
  if (here.framing !== there.framing) parts.push(`framed by ${here.framing} here, ${there.framing} there`);
  if (here.size !== there.size) parts.push(`a record has ${sizeText(here.size)} here, ${sizeText(there.size)} there`);
  else if (parts.length > 0) parts.push(`a record has ${sizeText(here.size)} on both sides`);
  return parts.length > 0 ? parts : ['a part that no field shows, such as padding'];
}

function fieldText(field: KnownField | null): string {
  if (field === null) return 'no further field';
  return `${field.path === '' ? 'the value' : `'${field.path}'`} (${field.type}, offset ${field.offset})`;
}

function sizeText(size: number | null): string {
  return size === null ? 'a size of its own' : `${size} bytes`;
}
