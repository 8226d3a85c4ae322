import { isStructwireError, StructwireError } from 'structwire';

/**
 * What the type checker says for what an action throws. Its messages are those of the errors but for three: it has no
 * index, names the bad character where CPython's text leaves it out, and does not count where non-ASCII starts.
 */
export function typeMessageOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    if (!(error instanceof StructwireError)) throw error;
    const message = error.message.replace(/ \[at index \d+\]$/, '').replace(/, first at index \d+$/, '');
    if (isStructwireError(error, 'format-not-ascii')) return 'non-ASCII character in struct format';
    if (!isStructwireError(error, 'bad-format-char')) return message;
    const { char, hint } = error.context;
    return `bad char '${char}' in struct format${hint === undefined ? '' : ` (${hint})`}`;
  }
}
