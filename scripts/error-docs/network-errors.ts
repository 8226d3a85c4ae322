import type * as networkErrors from '../../packages/structwire/src/errors/network-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const NETWORK_DOCS: ErrorDocs<typeof networkErrors> = {
  'address-in-use': {
    cause: 'Another process listens on this address already.',
    cure: 'End that process, or choose another port; port 0 takes any free one.',
    example: { address: '127.0.0.1:10000' },
  },
  'connection-refused': {
    cause: 'The machine answered, but nothing listens on this port.',
    cure: 'Start the listener first, and compare host and port.',
    example: { address: '127.0.0.1:10000' },
  },
  'record-cut-off': {
    cause: 'The peer went away in the middle of a record. What had arrived is not a value and is not handed out.',
    cure: 'Check that both sides use the same format: a size that differs shows up exactly here.',
    example: { have: 7, need: 12 },
  },
};
