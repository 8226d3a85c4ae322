import type { ErrorCode, ErrorContext } from './catalog.ts';
import type { ContextOf, ErrorKind } from './error-kind.ts';
import { checksumDiffers } from './record-errors.ts';

/** Where a failure is: in the value or record (`path`), in the bytes (`offset`), or in a format text (`index`). */
export interface ErrorLocation {
  /** Dotted path of the value, such as `header.items[3].length`; the empty string is the whole record. */
  readonly path?: string;
  /** Byte offset from the start of the buffer or stream that was being read or written. */
  readonly offset?: number;
  /** Index, in UTF-16 code units, into the format, notation or declaration text. */
  readonly index?: number;
}

const BRAND: unique symbol = Symbol.for('structwire.StructwireError') as never; // `Symbol.for` is not `unique` to the checker

/**
 * Every failure of structwire: a stable `code`, a typed `context`, and where it happened.
 *
 * The message is derived from code and context; match on `code`, never on the text.
 *
 * @example
 * ```ts
 * import { isStructwireError, Struct } from 'structwire';
 *
 * try {
 *   new Struct('<H').pack(70000);
 * } catch (error) {
 *   if (isStructwireError(error, 'integer-out-of-range')) console.log(error.path, error.context.max); // [0] 65535n
 * }
 * ```
 */
export class StructwireError extends Error {
  override readonly name = 'StructwireError';
  readonly code: ErrorCode;
  /** What the code is about; {@link isStructwireError} with a code gives it its type. */
  readonly context: object;
  readonly path: string | undefined;
  readonly offset: number | undefined;
  readonly index: number | undefined;

  constructor(message: string, code: ErrorCode, context: object, location: ErrorLocation, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.context = context;
    this.path = location.path;
    this.offset = location.offset;
    this.index = location.index;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Makes the error of one kind: its message says what, and the place behind it where. */
export function failure<Code extends ErrorCode, Context extends object>(
  kind: ErrorKind<Code, Context>,
  context: Context,
  location: ErrorLocation = {},
  options?: ErrorOptions,
): StructwireError {
  return new StructwireError(kind.message(context) + locationText(location), kind.code, context, location, options);
}

/** The same error, for bytes that stand `byteLength` further on in what its receiver knows. */
export function moved(error: StructwireError, byteLength: number): StructwireError {
  const { message, code, path, offset, index } = error;
  if (offset === undefined) return error;
  const from = locationText(placeOf(path, offset, index));
  const to = placeOf(path, offset + byteLength, index);
  const range = movedRange(error, byteLength);
  const text = message.endsWith(from) ? message.slice(0, message.length - from.length) : message;
  const what = range === null ? text : checksumDiffers.message(range);
  const options = 'cause' in error ? { cause: error.cause } : {};
  return new StructwireError(what + locationText(to), code, range ?? error.context, to, options);
}

/** The bytes that a checksum covers, which are told by their offsets too. */
function movedRange(error: StructwireError, byteLength: number): ContextOf<typeof checksumDiffers> | null {
  if (!isStructwireError(error, checksumDiffers.code)) return null;
  const { start, end, ...others } = error.context;
  return { ...others, start: start + byteLength, end: end + byteLength };
}

/** An error that is known to be of one kind. */
export type KnownError<Code extends ErrorCode> = StructwireError & {
  readonly code: Code;
  readonly context: ErrorContext<Code>;
};

/**
 * Whether a caught value is a {@link StructwireError}, and, when `code` is given, whether it is that failure.
 *
 * Works across two installed copies of the library: it looks at a registered symbol and not at the class.
 */
export function isStructwireError<Code extends ErrorCode = ErrorCode>(
  value: unknown,
  code?: Code,
): value is KnownError<Code> {
  if (typeof value !== 'object' || value === null || !(BRAND in value)) return false;
  return code === undefined || (value as { code?: unknown }).code === code; // narrowed to an object just above
}

function locationText({ path, offset, index }: ErrorLocation): string {
  const places: string[] = [];
  if (path) places.push(shortPath(path));
  if (offset !== undefined) places.push(`offset ${offset}`);
  if (index !== undefined) places.push(`index ${index}`);
  return places.length > 0 ? ` [at ${places.join(', ')}]` : '';
}

function placeOf(path: string | undefined, offset: number, index: number | undefined): ErrorLocation {
  return { offset, ...(path === undefined ? {} : { path }), ...(index === undefined ? {} : { index }) };
}

const LONGEST_PATH = 120;

/** Deep paths without their middle: `error.path` has all of it. */
function shortPath(path: string): string {
  if (path.length <= LONGEST_PATH) return path;
  return `${path.slice(0, LONGEST_PATH / 2)}…${path.slice(-LONGEST_PATH / 2)}`;
}
