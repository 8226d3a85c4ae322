import type { FrameEncoder } from './framing.ts';

/** An encoder that puts bytes before and behind the payload and leaves the payload as it is. */
export function inPlaceEncoder(parts: {
  readonly prefixBytes: number;
  readonly suffixBytes: number;
  readonly seal: FrameEncoder['seal'];
}): FrameEncoder {
  const { prefixBytes, suffixBytes, seal } = parts;
  return {
    prefixBytes,
    frameBytes: (payloadBytes) => prefixBytes + payloadBytes + suffixBytes,
    seal,
    encodeInto: (payload, target, start) => {
      target.set(payload, start + prefixBytes);
      return seal(target, start, start + prefixBytes + payload.length);
    },
  };
}
