import { findChecksum } from '../checksum/checksums.ts';
import { badFraming } from '../errors/framing-errors.ts';
import { hexOf } from '../errors/hex.ts';
import { failure, type StructwireError } from '../errors/structwire-error.ts';
import type { ChecksumName } from '../layout/checksum-name.ts';
import { DEFAULT_MAX_FRAME, type FrameEncoder, type Framing } from './framing.ts';
import { inPlaceEncoder } from './in-place-encoder.ts';
import { type LengthField, type LengthFieldName, lengthFieldNamed } from './length-field.ts';
import {
  type LengthHeader,
  type LengthHeaderOptions,
  lengthHeader,
  lengthHeaderText,
  requireInteger,
} from './length-header.ts';
import { SyncDecoder, type SyncShape } from './sync-decoder.ts';

const KNOWN_ALGORITHM = /^(?:crc\d|fletcher\d|adler\d|sum$|xor$|internet$)/;

/** The checksum at the end of a frame. */
export interface FrameChecksum {
  readonly algorithm: ChecksumName;
  /** Width and byte order in the stream; a wider result is cut to its low bytes. */
  readonly field: LengthFieldName;
  /** Index of the first byte of the frame that it covers; it ends with the payload. Default: behind the sync bytes. */
  readonly from?: number;
}

/** How a frame with sync bytes looks. `offset` and `headerBytes` count from the first sync byte. */
export interface SyncOptions extends LengthHeaderOptions {
  /** 1 to 16 bytes with which every frame begins. */
  readonly sync: Uint8Array;
  readonly checksum?: FrameChecksum;
  /** The header, sync bytes and all, is part of the payload. Encoding writes sync bytes and length into it. Default false. */
  readonly keepHeader?: boolean;
  /** Longest payload in bytes, without the header. Default 1 MiB; the shorter, the sooner a false start is seen through. */
  readonly maxFrame?: number;
}

/**
 * Frames in a stream with noise: sync bytes, length, payload, checksum, as serial lines have them (UBX, RTCM, MAVLink).
 *
 * ```
 * 0      sync       offset            headerBytes
 * +------+----------+--------+--------+-----------+----------+
 * | sync | ...      | length | ...    | payload   | checksum |
 * +------+----------+--------+--------+-----------+----------+
 *        |<------- checksum.from to the end ----->|
 * ```
 *
 * With `counts: 'rest'` and `'frame'` the length counts the checksum too. Bytes that belong to no frame are skipped and
 * counted. A frame whose checksum is wrong is no frame, and the search goes on behind its first byte: damage costs the
 * damaged frame and no other.
 *
 * @throws StructwireError `bad-framing` for options that contradict each other.
 * @example
 * ```ts
 * import { encodeFrame, sync } from 'structwire/framing';
 *
 * const framing = sync({
 *   sync: Uint8Array.of(0xaa, 0x55),
 *   length: 'u8',
 *   checksum: { algorithm: 'crc16/modbus', field: 'u16le' },
 * });
 * encodeFrame(framing, Uint8Array.of(1, 2)); // aa 55 02 01 02 50 51
 * ```
 */
export function sync(options: SyncOptions): Framing {
  const mark = new Uint8Array(options.sync);
  if (mark.length < 1 || mark.length > 16) {
    throw failure(badFraming, { option: 'sync', reason: `expected 1 to 16 bytes, got ${mark.length}` });
  }
  const field = options.checksum && lengthFieldNamed(options.checksum.field);
  const header = lengthHeader(options, mark.length, field?.byteLength ?? 0);
  const checksum = options.checksum && field && checksumOf(options.checksum, field, mark.length, header);
  const keepHeader = options.keepHeader ?? false;
  const shape = { sync: mark, header, checksum, keepHeader };
  return {
    name: nameOf(mark, options),
    canResynchronise: true,
    skipsNoise: true,
    holdsMany: false,
    encoder: encoderOf(shape),
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      new SyncDecoder(shape, keepHeader ? maxFrame - header.headerBytes : maxFrame),
  };
}

function checksumOf(
  { algorithm, from }: FrameChecksum,
  field: LengthField,
  syncBytes: number,
  { headerBytes }: LengthHeader,
): SyncShape['checksum'] {
  const first = from ?? syncBytes;
  requireInteger('checksum.from', first, 0);
  if (first > headerBytes) {
    const reason = `expected at most ${headerBytes}, where the payload begins, got ${first}`;
    throw failure(badFraming, { option: 'checksum.from', reason });
  }
  if (!KNOWN_ALGORITHM.test(algorithm)) throw unknownAlgorithm(algorithm);
  const compute = findChecksum(algorithm);
  if (compute === undefined) throw unknownAlgorithm(algorithm);
  const modulus = 256 ** field.byteLength;
  return { field, compute: (bytes, start, payloadEnd) => compute(bytes, start + first, payloadEnd) % modulus };
}

function unknownAlgorithm(algorithm: string): StructwireError {
  const reason = `expected a checksum such as crc16/modbus, crc32 or sum, got '${algorithm}'`;
  return failure(badFraming, { option: 'checksum.algorithm', reason });
}

function encoderOf({ sync: mark, header, checksum, keepHeader }: SyncShape): FrameEncoder {
  const suffixBytes = checksum?.field.byteLength ?? 0;
  return inPlaceEncoder({
    prefixBytes: keepHeader ? 0 : header.headerBytes,
    suffixBytes,
    seal: (target, start, payloadEnd) => {
      const end = payloadEnd + suffixBytes;
      if (!keepHeader) target.fill(0, start, start + header.headerBytes);
      target.set(mark, start);
      header.write(target, start, end - start);
      checksum?.field.write(target, payloadEnd, checksum.compute(target, start, payloadEnd));
      return end;
    },
  });
}

function nameOf(mark: Uint8Array, options: SyncOptions): string {
  const { checksum, keepHeader } = options;
  const parts = [`sync:${hexOf(mark)}`, lengthHeaderText(options)];
  if (checksum !== undefined) {
    parts.push(`${checksum.algorithm}@${checksum.field}`);
    if (checksum.from !== undefined) parts.push(`from=${checksum.from}`);
  }
  if (keepHeader) parts.push('keep');
  return parts.join(',');
}
