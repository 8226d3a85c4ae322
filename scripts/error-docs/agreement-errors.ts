import type * as agreementErrors from '../../packages/structwire/src/errors/agreement-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const AGREEMENT_DOCS: ErrorDocs<typeof agreementErrors> = {
  'agreement-missing': {
    cause:
      'With `agree: true` both sides begin with a preamble, and the other one sent something else, ended, or sends back what it gets. A peer that has not been told to agree sends its records at once.',
    cure: 'Set `agree` on both sides, or on neither: firmware, C and Python programs that only know their records need it off.',
    example: { address: '127.0.0.1:10000', reason: 'it sent 01 00 00 00 61 62 00 00 cd cc 2c 40' },
  },
  'agreement-invalid': {
    cause: 'The other side sent a preamble of another version, one that is too long, or one that says nothing.',
    cure: 'Use the same version of structwire on both sides; [docs/agreement.md](agreement.md) draws the bytes.',
    example: { address: '127.0.0.1:10000', reason: 'it is of version 2, and this side speaks version 1' },
  },
  'agreement-timed-out': {
    cause:
      'The other side has not sent its preamble in time: it has not been told to agree, and waits for records itself.',
    cure: 'Set `agree` on both sides, or on neither; `handshakeTimeoutMs` says how long to wait.',
    example: { address: '127.0.0.1:10000', timeoutMs: 10_000, have: 0 },
  },
  'agreement-mismatch': {
    cause:
      'The two sides have different layouts or framings for the same records: another version of the schema, another byte order, other padding. No record was exchanged. The message names the first field that differs, and the sizes.',
    cure: 'Give both sides the same layout; `structwire explain` shows each one byte by byte. What one side sends has to be what the other one receives.',
    example: {
      address: '127.0.0.1:10000',
      direction: 'send',
      here: { field: { path: 'value', type: 'f32 le', offset: 8 }, size: 12, framing: 'layout' },
      there: { field: { path: 'value', type: 'f64 le', offset: 8 }, size: 16, framing: 'layout' },
    },
  },
};
