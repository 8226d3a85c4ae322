import type { ErrorKind } from './error-kind.ts';

export const notViewable: ErrorKind<'not-viewable', { reason: string }> = {
  code: 'not-viewable',
  message: ({ reason }) => `no view of such a record: ${reason}`,
};
