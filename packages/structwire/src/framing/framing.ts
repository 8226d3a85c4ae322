import type { StructwireError } from '../errors/structwire-error.ts';

/** Longest frame that a decoder takes when nothing else is said: 1 MiB. */
export const DEFAULT_MAX_FRAME: number = 1024 * 1024;

/** What a decoder has to say about the bytes it was given. */
export type FrameState = 'frame' | 'need-more' | 'broken';

/**
 * One way to cut frames out of a byte stream, and to make them: two state machines that have never seen a socket.
 *
 * Its `name` is the text that `parseFraming` reads, so two sides can compare theirs.
 */
export interface Framing {
  readonly name: string;
  /** Whether the next frame can be found after a damaged one. */
  readonly canResynchronise: boolean;
  /** Frames stand between noise: what is none is skipped, and never an error. */
  readonly skipsNoise?: true;
  /** Whether one frame may hold several records, one behind the other. */
  readonly holdsMany: boolean;
  readonly encoder: FrameEncoder;
  /** A decoder at the start of a stream. Payloads longer than `maxFrame` bytes are refused before they are kept. */
  decoder(maxFrame?: number): FrameDecoder;
}

/**
 * Finds frames in a stream that arrives in any pieces.
 *
 * Hand over bytes with {@link push}, then call {@link next} until it says `need-more`. Bytes are looked at where they
 * are and copied only when a frame spans several pieces; memory grows with what has arrived, never with what a length
 * announces.
 *
 * @example
 * ```ts
 * import { lengthPrefix } from 'structwire/framing';
 *
 * const decoder = lengthPrefix({ length: 'u8' }).decoder();
 * for (const piece of [Uint8Array.of(2, 10), Uint8Array.of(20, 1, 30)]) {
 *   decoder.push(piece);
 *   while (decoder.next() === 'frame') console.log(decoder.payload()); // Uint8Array(2) [ 10, 20 ], then Uint8Array(1) [ 30 ]
 * }
 * ```
 */
export interface FrameDecoder {
  /** The payload of the frame that {@link next} found: `bytes[start]` to `bytes[end - 1]`, valid until the next call. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Bytes of the stream before the frame that {@link next} found, or before what it is waiting for. */
  readonly offset: number;
  /** After `need-more`: at least so many bytes are missing. 1 when nothing is known. */
  readonly needed: number;
  /** After `need-more`: bytes of a frame that is not complete; 0 between two frames. */
  readonly held: number;
  /** After `broken`: what is wrong, with its offset in the stream. */
  readonly error: StructwireError | undefined;
  /** Bytes so far that belonged to no frame: noise, and frames that were given up. */
  readonly skipped: number;
  /** Takes the next bytes. They must stay as they are until {@link next} says `need-more`. */
  push(chunk: Uint8Array): void;
  /**
   * `frame`: one was found. `need-more`: everything that was pushed is used up. `broken`: {@link error} says why; where
   * the framing can resynchronise, the next call goes on behind the damage, and otherwise every call says it again.
   */
  next(): FrameState;
  /** A copy of the payload. */
  payload(): Uint8Array<ArrayBuffer>;
  /**
   * No more bytes come. {@link next} may still give frames; when it says `need-more` then, {@link cutOff} tells whether
   * the stream ended inside a frame.
   */
  finish(): void;
  /** The error for a stream that ends here, `record-cut-off`, unless it may end here. */
  cutOff(): StructwireError | undefined;
  /** Gives up the frame that is being waited for, where the framing can resynchronise: its bytes count as skipped. */
  abandon(): void;
}

/** Makes frames. It keeps nothing between two of them. */
export interface FrameEncoder {
  /**
   * How many bytes stand before the payload, when that does not depend on the payload and the payload goes out as it
   * is: then it can be written in place and {@link seal}ed. Otherwise `undefined`.
   */
  readonly prefixBytes: number | undefined;
  /** The most bytes that a frame takes. */
  frameBytes(payloadBytes: number): number;
  /**
   * Completes a frame whose payload stands in `target` from `start + prefixBytes` to `payloadEnd`.
   *
   * @returns where the frame ends.
   * @throws StructwireError `frame-too-long` for a payload whose length the framing cannot say.
   */
  seal(target: Uint8Array, start: number, payloadEnd: number): number;
  /**
   * Writes the frame of a payload into `target`, which has room for `frameBytes(payload.length)` from `start` on.
   *
   * @returns where the frame ends.
   * @throws StructwireError `frame-too-long` or `delimiter-in-payload` for a payload that cannot be framed.
   */
  encodeInto(payload: Uint8Array, target: Uint8Array, start: number): number;
}

/** The frame of a payload, as a new array. */
export function encodeFrame({ encoder }: Framing, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(encoder.frameBytes(payload.length));
  return target.slice(0, encoder.encodeInto(payload, target, 0));
}
