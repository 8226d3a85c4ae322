import { record, Struct, u8, u16, u32 } from 'structwire';
import {
  agree,
  type ConnectionOptions,
  memoryPair,
  nodeScheduler,
  planConnection,
  type Transport,
  type TransportSink,
} from 'structwire/net';
import type * as agreementErrors from '../../packages/structwire/src/errors/agreement-errors.ts';
import type { ErrorCases } from './error-case.ts';

const codec = new Struct('I 2s f');
type Options = ConnectionOptions<unknown, never>;

const MAGIC = '897374770d0a1a';

export const AGREEMENT_CASES: ErrorCases<typeof agreementErrors> = {
  'agreement-missing': [
    {
      trigger: () => agreeWith((peer) => peer.write(codec.pack(1, 'ab', 2.7))),
      message:
        "memory:left does not begin with the preamble of 'agree: true': it sent 01 00 00 00 61 62 00 00 cd cc 2c 40",
    },
    { trigger: () => agreeWith((peer) => peer.end()), message: 'it ended after 0 bytes' },
    { trigger: () => agreeWith(sendBack), message: 'it sends back what it is sent' },
  ],
  'agreement-invalid': [
    {
      trigger: () => agreeWith((peer) => peer.write(bytes(`${MAGIC}02`))),
      message: 'the preamble of memory:left cannot be read: it is of version 2, and this side speaks version 1',
    },
    {
      trigger: () => agreeWith((peer) => peer.write(bytes(`${MAGIC}01${'00'.repeat(40)}01000100`))),
      message: 'its description has 65537 bytes, more than 65536',
    },
    {
      trigger: () => agreeWith((peer) => peer.write(bytes(`${MAGIC}01${'00'.repeat(40)}020000007b7d`))),
      message: 'its description lacks what it must say',
    },
  ],
  'agreement-timed-out': [
    {
      trigger: () => agreeWith((peer) => peer.write(bytes('89')), { handshakeTimeoutMs: 10 }),
      message: 'within 10 ms (handshakeTimeoutMs): 1 bytes are here',
      context: { timeoutMs: 10, have: 1 },
    },
  ],
  'agreement-mismatch': [
    {
      trigger: () => agreeWith({ codec: record({ id: u8, level: u32 }) }, { codec: record({ id: u8, size: u16 }) }),
      path: 'size',
      offset: 1,
      message:
        "the two sides do not agree about what goes to memory:left: the first difference is 'size' (u16 le, offset 1) here, 'level' (u32 le, offset 1) there; a record has 3 bytes here, 5 bytes there",
      context: { direction: 'send' },
    },
  ],
};

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

function sendBack(transport: Transport): TransportSink['onChunk'] {
  return (received) => transport.write(received);
}

/** Agrees with a peer that does something of its own, or that has other options. */
async function agreeWith(
  peer: ((transport: Transport) => unknown) | Options,
  options: Partial<Options> = {},
): Promise<void> {
  const [left, right] = memoryPair();
  const mine = planConnection({ codec: codec as Options['codec'], agree: true, ...options });
  if (typeof peer === 'function') {
    const answer = peer(right);
    const ignore = (): void => {};
    right.start({
      onChunk: (chunk) => typeof answer === 'function' && answer(chunk),
      onEnd: ignore,
      onDrain: ignore,
      onClose: ignore,
    });
  } else {
    agree(right, nodeScheduler, planConnection({ ...peer, agree: true })).catch(() => {}); // it sees the same
  }
  await agree(left, nodeScheduler, mine);
}
