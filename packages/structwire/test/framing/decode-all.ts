import type { Framing } from 'structwire/framing';
import { toHex } from '../hex.ts';

/** What a decoder made of a stream. */
export interface Decoded {
  readonly frames: string[];
  /** Codes of what was broken, in order. */
  readonly errors: string[];
  readonly skipped: number;
  /** Code of what the end of the stream cut off. */
  readonly cutOff: string | undefined;
}

/** Decodes a stream that arrives in these pieces; each piece is overwritten as soon as it has been used up. */
export function decodeAll(framing: Framing, pieces: Iterable<Uint8Array>, maxFrame?: number): Decoded {
  const decoder = framing.decoder(maxFrame);
  const frames: string[] = [];
  const errors: string[] = [];
  const drain = (): void => {
    for (let state = decoder.next(); state !== 'need-more'; state = decoder.next()) {
      if (state === 'frame') frames.push(toHex(decoder.payload()));
      else errors.push(decoder.error?.code ?? 'no error');
      if (state === 'broken' && !framing.canResynchronise) return;
    }
  };
  for (const piece of pieces) {
    const mine = Uint8Array.from(piece);
    decoder.push(mine);
    drain();
    mine.fill(0xee);
    if (errors.length > 0 && !framing.canResynchronise) break;
  }
  decoder.finish();
  if (errors.length === 0 || framing.canResynchronise) drain();
  return { frames, errors, skipped: decoder.skipped, cutOff: decoder.cutOff()?.code };
}

/** The pieces of a stream between the given cuts. */
export function cutAt(stream: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  return [...places, stream.length].map((end, i) => stream.subarray(i === 0 ? 0 : places[i - 1], end));
}
