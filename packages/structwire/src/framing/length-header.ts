import { badFraming, frameLengthInvalid, frameTooLong } from '../errors/framing-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { type LengthField, type LengthFieldName, lengthFieldNamed } from './length-field.ts';

/** Where the length of a frame stands and what it counts. */
export interface LengthHeaderOptions {
  /** Width and byte order of the length. */
  readonly length: LengthFieldName;
  /** Bytes of the frame before the length. Default 0. */
  readonly offset?: number;
  /** Bytes of the whole header, in which the length stands. Default: it ends with the length. */
  readonly headerBytes?: number;
  /**
   * What the length counts: `payload` (default) the bytes behind the header, `rest` all bytes behind the length,
   * `frame` all bytes of the frame, the header with the length in it too.
   */
  readonly counts?: 'payload' | 'rest' | 'frame';
  /** Added to the length that was read, before it is used; subtracted on writing. Default 0. */
  readonly adjust?: number;
}

/** A header with a length in it, checked. */
export interface LengthHeader {
  readonly field: LengthField;
  readonly offset: number;
  readonly headerBytes: number;
  /** Bytes of a frame besides its payload. */
  readonly overhead: number;
  /** The least that the length may say. */
  readonly minimum: number;
  /** Byte length of the whole frame; below `overhead` when the length is nonsense. */
  measure(bytes: Uint8Array, start: number): number;
  /**
   * Writes the length of a frame of `total` bytes.
   *
   * @throws StructwireError `frame-too-long`
   */
  write(target: Uint8Array, start: number, total: number): void;
}

/**
 * The header that options describe; the length stands behind `syncBytes` bytes at least, and `trailerBytes` follow the
 * payload.
 *
 * @throws StructwireError `bad-framing`
 */
export function lengthHeader(options: LengthHeaderOptions, syncBytes = 0, trailerBytes = 0): LengthHeader {
  const field = lengthFieldNamed(options.length);
  const { offset = syncBytes, counts = 'payload', adjust = 0 } = options;
  const fieldEnd = offset + field.byteLength;
  const { headerBytes = fieldEnd } = options;
  requireInteger('offset', offset, syncBytes);
  requireInteger('headerBytes', headerBytes, fieldEnd);
  requireInteger('adjust', adjust, -field.max);
  const overhead = headerBytes + trailerBytes;
  const added = { payload: overhead, rest: fieldEnd, frame: 0 }[counts] + adjust;
  const measure = (bytes: Uint8Array, start: number): number => field.read(bytes, start + offset) + added;
  const write = (target: Uint8Array, start: number, total: number): void => {
    const value = total - added;
    if (value < 0 || value > field.max) {
      const context = {
        length: total - overhead,
        limit: field.max + added - overhead,
        option: `length: ${field.name}`,
      };
      throw failure(frameTooLong, context);
    }
    field.write(target, start + offset, value);
  };
  return { field, offset, headerBytes, overhead, minimum: overhead - added, measure, write };
}

/** Checks the length of a frame against the header and the limit, before anything of the frame is kept. */
export function checkLength(header: LengthHeader, total: number, limit: number, offset: number): number {
  const { overhead, minimum } = header;
  if (total < overhead) {
    throw failure(frameLengthInvalid, { value: total - overhead + minimum, minimum }, { offset });
  }
  if (total - overhead > limit) {
    throw failure(frameTooLong, { length: total - overhead, limit, option: 'maxFrame' }, { offset });
  }
  return total;
}

/** The options that are not defaults, as `parseFraming` reads them. */
export function lengthHeaderText(options: LengthHeaderOptions): string {
  const { length, offset, headerBytes, counts, adjust } = options;
  const parts = [length, offset && `offset=${offset}`, headerBytes !== undefined && `header=${headerBytes}`];
  parts.push(
    counts !== undefined && counts !== 'payload' && `counts=${counts}`,
    adjust !== 0 && adjust && `adjust=${adjust}`,
  );
  return parts.filter(Boolean).join(',');
}

export function requireInteger(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw failure(badFraming, { option, reason: `expected an integer of at least ${least}, got ${value}` });
}
