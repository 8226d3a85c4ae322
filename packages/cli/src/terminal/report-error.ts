import { type ErrorCode, isStructwireError, type StructwireError } from 'structwire';
import { CommandError, EXIT, type ExitCode } from './command-error.ts';

const LINE_WIDTH = 76;

/** Every other failure is of the values or of the bytes. */
const EXIT_CODES: ReadonlyMap<ErrorCode, ExitCode> = new Map<ErrorCode, ExitCode>([
  ['format-not-string', EXIT.usage],
  ['format-too-long', EXIT.usage],
  ['struct-too-large', EXIT.usage],
  ['unknown-abi', EXIT.usage],
  ['stream-needs-size', EXIT.usage],
  ['address-in-use', EXIT.network],
  ['listen-failed', EXIT.network],
  ['connection-refused', EXIT.network],
  ['host-not-found', EXIT.network],
  ['connect-timed-out', EXIT.network],
  ['connect-failed', EXIT.network],
  ['connection-reset', EXIT.network],
  ['connection-closed', EXIT.network],
  ['connection-aborted', EXIT.network],
  ['tls-failed', EXIT.network],
  ['agreement-missing', EXIT.network],
  ['agreement-invalid', EXIT.network],
  ['agreement-timed-out', EXIT.network],
  ['agreement-mismatch', EXIT.data],
  ['foreign-protocol', EXIT.network],
  ['websocket-failed', EXIT.network],
  ['websocket-closed', EXIT.network],
  ['receive-buffer-full', EXIT.network],
  ['package-missing', EXIT.usage],
  ['record-timed-out', EXIT.network],
  ['write-timed-out', EXIT.network],
  ['idle-timed-out', EXIT.network],
  ['memory-budget-exceeded', EXIT.network],
  ['c-no-such-type', EXIT.usage],
  ['c-choose-type', EXIT.usage],
  ['bad-option', EXIT.usage],
  ['bad-framing', EXIT.usage],
  ['invalid-layout', EXIT.usage],
  ['unknown-field', EXIT.usage],
]);

/** What the shell is told about a failure. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  if (!isStructwireError(error)) return isSystemError(error) ? EXIT.network : EXIT.internal;
  return error.index === undefined ? (EXIT_CODES.get(error.code) ?? EXIT.data) : EXIT.usage;
}

/** What the user is told about a failure: one message, with the place under it when it is in a format. */
export function errorText(error: unknown): string {
  if (isStructwireError(error)) return `structwire: ${error.message}${formatPlace(error)}`;
  if (error instanceof CommandError || isSystemError(error)) return `structwire: ${error.message}`;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `structwire: internal error, please report it: ${reason}`;
}

/** Errors in a text carry it: a format, or a field notation. */
function formatPlace({ index, context }: StructwireError): string {
  if (index === undefined) return '';
  const { format, notation = format } = context as { readonly format?: unknown; readonly notation?: unknown };
  return typeof notation === 'string' ? `\n${caretLines(notation, index)}` : '';
}

/** The text, or the stretch of it around `index`, with a caret under the character there. */
export function caretLines(text: string, index: number): string {
  const start = Math.max(0, index - LINE_WIDTH / 2);
  const before = visible(text.slice(start, index));
  const shown = before + visible(text.slice(index, start + LINE_WIDTH));
  return `  ${shown}\n  ${' '.repeat(Array.from(before).length)}^`;
}

/** Every character one column wide. */
function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
