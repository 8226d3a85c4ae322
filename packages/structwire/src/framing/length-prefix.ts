import { DEFAULT_MAX_FRAME, type FrameDecoder, type FrameEncoder, type Framing } from './framing.ts';
import { inPlaceEncoder } from './in-place-encoder.ts';
import {
  checkLength,
  type LengthHeader,
  type LengthHeaderOptions,
  lengthHeader,
  lengthHeaderText,
} from './length-header.ts';
import { SizedDecoder } from './sized-decoder.ts';

/** How a length prefix looks; with nothing but `length` it is that integer and then the payload. */
export interface LengthPrefixOptions extends LengthHeaderOptions {
  /**
   * The header is part of the payload: for layouts that have the length as a field of theirs. Encoding writes the length
   * into it. Default false.
   */
  readonly keepHeader?: boolean;
  /** Longest payload in bytes, without the header. Default 1 MiB. */
  readonly maxFrame?: number;
}

/**
 * Frames that begin with their length.
 *
 * ```
 * 0          offset                      headerBytes
 * +----------+---------------------------+----------+-------------+
 * | ...      | length (u8 to u64, le/be) | ...      | payload     |
 * +----------+---------------------------+----------+-------------+
 *                                                   |<- payload ->|   counts: 'payload'
 *                                        |<------- rest -------->|   counts: 'rest'
 * |<------------------------- frame ---------------------------->|   counts: 'frame'
 * ```
 *
 * Header bytes around the length are skipped on reading and written as zeros, unless `keepHeader` hands them on.
 * For a length of variable width see `varintPrefix`.
 *
 * @throws StructwireError `bad-framing` for options that contradict each other.
 * @example
 * ```ts
 * import { encodeFrame, lengthPrefix } from 'structwire/framing';
 *
 * encodeFrame(lengthPrefix({ length: 'u16be' }), Uint8Array.of(7, 8)); // 00 02 07 08
 * encodeFrame(lengthPrefix({ length: 'u16le', offset: 2, counts: 'frame' }), Uint8Array.of(7)); // 00 00 05 00 07
 * ```
 */
export function lengthPrefix(options: LengthPrefixOptions): Framing {
  const header = lengthHeader(options);
  const keepHeader = options.keepHeader ?? false;
  const text = lengthHeaderText(options);
  return {
    name: text.includes(',') || keepHeader ? `len:${text}${keepHeader ? ',keep' : ''}` : text,
    canResynchronise: false,
    holdsMany: false,
    encoder: keepHeader ? encoderInside(header) : encoderBefore(header),
    decoder: (maxFrame = options.maxFrame ?? DEFAULT_MAX_FRAME) =>
      decoderOf(header, keepHeader, keepHeader ? maxFrame - header.headerBytes : maxFrame),
  };
}

function decoderOf(header: LengthHeader, keepHeader: boolean, limit: number): FrameDecoder {
  const { headerBytes } = header;
  return new SizedDecoder({
    headBytes: header.offset + header.field.byteLength,
    payloadStart: () => (keepHeader ? 0 : headerBytes),
    measure: (bytes, start, _available, offset) => checkLength(header, header.measure(bytes, start), limit, offset),
  });
}

function encoderBefore(header: LengthHeader): FrameEncoder {
  const { headerBytes } = header;
  return inPlaceEncoder({
    prefixBytes: headerBytes,
    suffixBytes: 0,
    seal: (target, start, payloadEnd) => {
      if (headerBytes > header.field.byteLength) target.fill(0, start, start + headerBytes);
      header.write(target, start, payloadEnd - start);
      return payloadEnd;
    },
  });
}

function encoderInside(header: LengthHeader): FrameEncoder {
  return inPlaceEncoder({
    prefixBytes: 0,
    suffixBytes: 0,
    seal: (target, start, payloadEnd) => {
      header.write(target, start, payloadEnd - start);
      return payloadEnd;
    },
  });
}
