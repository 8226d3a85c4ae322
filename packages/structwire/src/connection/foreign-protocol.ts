import { isPreamble } from './agreement/preamble.ts';
import type { ConnectionPlan } from './connection-plan.ts';

/** What the first bytes of a stream are, when they are known to be no records of this plan. */
export function foreignTo(
  { foreign, agreement }: Pick<ConnectionPlan<never, never>, 'foreign' | 'agreement'>,
  bytes: Uint8Array,
): string | undefined {
  if (foreign === 'none') return undefined;
  if (agreement === undefined && isPreamble(bytes)) return "the preamble of 'agree: true'";
  return foreign === 'any' ? foreignProtocol(bytes) : undefined;
}

/**
 * The well-known protocol that a stream begins with, if it is one beyond doubt: a whole HTTP request line, a TLS client
 * hello whose two lengths agree, or an SSH greeting.
 */
export function foreignProtocol(bytes: Uint8Array): string | undefined {
  if (isClientHello(bytes)) return 'TLS';
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST_LOOK));
  if (/^[A-Z]{3,8} \S+ HTTP\/\d\.\d\r?\n/.test(start)) return 'HTTP';
  return /^SSH-[12]\.\d+-/.test(start) ? 'SSH' : undefined;
}

const LONGEST_LOOK = 1_024;

/** RFC 8446, 4.1.2 and 5.1: a handshake record (22) of version 3.x that holds a message of type 1. */
function isClientHello(bytes: Uint8Array): boolean {
  const [type, major, minor = 9, high = 0, low = 0, message, top, upper = 0, lower = 0] = bytes;
  return (
    type === 22 &&
    major === 3 &&
    minor <= 4 &&
    message === 1 &&
    top === 0 &&
    high * 256 + low === upper * 256 + lower + 4
  );
}
