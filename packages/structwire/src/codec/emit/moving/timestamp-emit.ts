import type { ScalarLayout, TimestampLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { isWide } from './raw-text.ts';

const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
/** The farthest a Date goes from 1970, in milliseconds. */
const FARTHEST = 8.64e15;

/** A count of seconds or parts of them since an epoch. */
export const timestampEmit: Emit<TimestampLayout> = {
  decode: ({ base, unit, epoch, as }, place, reader) => {
    const count = reader.decode(base, place);
    if (as === 'number') return count;
    const { source } = reader;
    const perSecond = PER_SECOND[unit];
    const sinceEpoch = isWide(base)
      ? `${source.helper('millisecondsOf')}(${count}, ${perSecond})`
      : `Math.${isFloat(base) ? 'round' : 'floor'}((${count}) * 1000 / ${perSecond})`;
    const milliseconds = source.local(`${sinceEpoch} + ${epoch}`);
    reader.refuseIf(`!(Math.abs(${milliseconds}) <= ${FARTHEST})`);
    return source.local(`new Date(${milliseconds})`);
  },

  encode: ({ base, unit, epoch, as }, value, place, writer) => {
    if (as === 'number') {
      writer.encode(base, value, place);
      return;
    }
    const { source } = writer;
    const x = source.local(value);
    writer.refuseIf(`!(${x} instanceof Date)`);
    const sinceEpoch = source.local(`${x}.getTime() - ${epoch}`);
    const perSecond = PER_SECOND[unit];
    if (isFloat(base)) {
      writer.refuseIf(`${sinceEpoch} !== ${sinceEpoch}`);
      writer.encode(base, `${sinceEpoch} * ${perSecond} / 1000`, place);
      return;
    }
    const count = source.local(`${source.helper('countOfMilliseconds')}(${sinceEpoch}, ${perSecond})`);
    writer.refuseIf(`${count} === null`);
    writer.encode(base, count, place);
  },

  locals: ({ base }, localsOf) => localsOf(base),
};

function isFloat({ scalar }: ScalarLayout): boolean {
  return scalar.startsWith('f');
}
