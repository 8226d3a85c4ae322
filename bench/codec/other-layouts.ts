import type { LayoutCodec } from 'structwire';
import { codecOf } from './structwire.ts';
import { type Code, type Numbers, WideRecord } from './workloads/generated.ts';

const CODES: readonly Code[] = ['f', 'H', 'I', 'B'];
const USES = 300; // enough to be compiled, and optimised

interface Other {
  readonly codec: LayoutCodec<Numbers>;
  readonly chunk: Uint8Array;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly value: Numbers;
  readonly hand: ReturnType<WideRecord['handWritten']>;
}

/** So many other layouts, each with code by hand too; `touch` uses some of them, so that they stay in use. */
export function otherLayouts(count: number, codegen: 'auto' | 'never'): { touch: () => void } {
  const others = Array.from({ length: count }, (_, i) => makeOther(i, codegen));
  for (let use = 0; use < USES; use++) others.forEach(useOther);
  let next = 0;
  const touch = (): void => {
    for (let i = 0; i < 20; i++) useOther(others[next++ % others.length]!); // within the list
  };
  return { touch };
}

function makeOther(seed: number, codegen: 'auto' | 'never'): Other {
  const width = 2 + (seed % 30);
  const codes = Array.from({ length: width }, (_, i) => CODES[(i * (seed + 3) + (seed >> 2)) % CODES.length]!); // within the list
  const record = new WideRecord(codes, `p${seed}_`);
  const codec = codecOf<Numbers>(record.notation, codegen);
  const value = record.values()[1]!; // there are many
  const bytes = codec.encode(value);
  const chunk = Uint8Array.from(bytes);
  return { codec, chunk, bytes, value, hand: record.handWritten(true), view: new DataView(chunk.buffer) };
}

function useOther({ codec, chunk, view, bytes, value, hand }: Other): void {
  codec.decode(bytes);
  codec.encode(codec.decodeFrom(chunk, 0));
  codec.encodeInto(value, chunk, 0);
  hand.decode?.(bytes);
  hand.encode?.(hand.decodeFrom?.(chunk, 0, view) ?? value);
  hand.encodeInto?.(value, chunk, 0, view);
}
