import type * as viewErrors from '../../packages/structwire/src/errors/view-errors.ts';
import type { ErrorDocs } from './error-doc.ts';

export const VIEW_DOCS: ErrorDocs<typeof viewErrors> = {
  'not-viewable': {
    cause:
      '`view()` was called on a codec whose record has no fixed places: its size varies, or it is no record at all.',
    cure: 'Decode it; or give a view to the fixed-size record inside.',
    example: { reason: 'its size depends on the value' },
  },
};
