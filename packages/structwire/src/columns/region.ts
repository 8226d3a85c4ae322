import { inputTooShort } from '../errors/buffer-errors.ts';
import { badColumnOption } from '../errors/column-errors.ts';
import { describeValue } from '../errors/describe-value.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';

/** Which records of a buffer are meant. */
export interface RegionOptions {
  /** Byte offset of the first record. Default 0. */
  readonly start?: number;
  /** How many records; bytes behind them are left alone. Default: all to the last byte, which must end a record. */
  readonly count?: number;
  /** Bytes from one record to the next, at least the size of a record. Default: the size of a record. */
  readonly stride?: number;
}

/** Records at equal distances, all of them inside their buffer. */
export interface Region {
  readonly start: number;
  readonly count: number;
  readonly stride: number;
}

/**
 * The records that the options name.
 *
 * @throws StructwireError `bad-column-option`; `input-too-short` with the number, path and offset of the record that is
 *   not all there.
 */
export function regionOf(byteLength: number, size: number, options: RegionOptions): Region {
  const start = wholeNumber('start', options.start ?? 0, 0);
  const stride = wholeNumber('stride', options.stride ?? size, size);
  const available = Math.max(byteLength - start, 0);
  const count = options.count === undefined ? fitting(available, size, stride) : wholeNumber('count', options.count, 0);
  const isAllThere = count === 0 ? start <= byteLength : (count - 1) * stride + size <= available;
  if (!isAllThere) throw cutOff(fitting(available, size, stride), start, byteLength, size, stride);
  const rest = available - count * stride;
  if (options.count === undefined && rest > 0) throw cutOff(count, start, byteLength, size, stride);
  return { start, count, stride };
}

/** How many records end before the end; the gap behind the last one may be missing. */
function fitting(available: number, size: number, stride: number): number {
  return available < size ? 0 : Math.floor((available - size) / stride) + 1;
}

function cutOff(record: number, start: number, byteLength: number, size: number, stride: number): StructwireError {
  const offset = start + record * stride;
  const available = Math.max(byteLength - offset, 0);
  return failure(inputTooShort, { needed: size, available }, { path: `[${record}]`, offset });
}

/**
 * A whole number of at least `least`, and at most `most`.
 *
 * @throws StructwireError `bad-column-option`.
 */
export function wholeNumber(option: string, value: number, least: number, most: number = Infinity): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const expected =
    most === Infinity ? `a whole number of at least ${least}` : `a whole number from ${least} to ${most}`;
  throw failure(badColumnOption, { option, expected, actual: describeValue(value) });
}
