import type { Codec } from '../../codec/codec.ts';
import { agreementMismatch, agreementMissing, type KnownRecords } from '../../errors/agreement-errors.ts';
import { failure, type StructwireError } from '../../errors/structwire-error.ts';
import type { Framing } from '../../framing/framing.ts';
import { type Direction, directionOf } from './description.ts';
import { firstDifference } from './first-difference.ts';
import type { Preamble } from './preamble.ts';

/** What a side with these codecs says to every peer. */
export interface Agreement {
  readonly send: Direction;
  readonly receive: Direction;
}

export function agreementOf(
  send: Codec<unknown, never>,
  receive: Codec<unknown, never>,
  framing: Framing | undefined,
): Agreement {
  const sent = directionOf(send, framing);
  return { send: sent, receive: send === receive ? sent : directionOf(receive, framing) };
}

/** What is wrong between this side and its peer, if something is. */
export function disagreement(mine: Preamble, theirs: Preamble, address: string): StructwireError | undefined {
  if (mine.nonce === theirs.nonce) {
    return failure(agreementMissing, { address, reason: 'it sends back what it is sent' });
  }
  return (
    mismatch('send', mine.send, theirs.receive, address) ?? mismatch('receive', mine.receive, theirs.send, address)
  );
}

function mismatch(
  direction: 'send' | 'receive',
  here: Direction,
  there: Direction,
  address: string,
): StructwireError | undefined {
  const isSameLayout = here.fingerprint === there.fingerprint;
  if (isSameLayout && here.framing === there.framing) return undefined;
  const difference = isSameLayout ? null : firstDifference(here.fields, there.fields);
  const side = ({ size, framing }: Direction, field: KnownRecords['field']): KnownRecords => ({ field, size, framing });
  const [mine, theirs] = [difference?.here ?? null, difference?.there ?? null];
  const place = mine ?? theirs;
  return failure(
    agreementMismatch,
    { address, direction, here: side(here, mine), there: side(there, theirs) },
    place === null ? {} : { path: place.path, offset: place.offset },
  );
}
