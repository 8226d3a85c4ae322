import { isShownAsBigint, namesByKey } from '../../layout/integer-key.ts';
import type { EnumLayout } from '../../layout/layout.ts';
import type { Emit } from './emitter.ts';
import { quoted, type Source } from './source.ts';

/** An integer with names. */
export const enumEmit: Emit<EnumLayout> = {
  decode: ({ base, names, as }, place, reader) => {
    const integer = reader.decode(base, place);
    if (as === 'number') return integer;
    const { source } = reader;
    const x = source.local(integer);
    return `${namesTable(names, isShownAsBigint(base), source)}.get(${x}) ?? ${x}`;
  },

  encode: ({ base, names }, value, place, writer) => {
    const { source } = writer;
    const table = source.constant(
      `new Map([${names.map(({ name, value: integer }) => `[${quoted(name)}, ${integerText(integer)}]`).join(', ')}])`,
    );
    const x = source.local(value);
    const integer = source.local(`typeof ${x} === 'string' ? ${table}.get(${x}) : ${x}`);
    writer.refuseIf(`${integer} === undefined`);
    writer.encode(base, integer, place);
  },

  locals: () => 1,
  isPartial: ({ base }) => base.kind === 'bits',
};

/** The first name of each value, by what decoding gives for it. */
function namesTable(names: EnumLayout['names'], isBigint: boolean, source: Source): string {
  const entries = [...namesByKey(names)].map(
    ([key, name]) => `[${String(key)}${isBigint ? 'n' : ''}, ${quoted(name)}]`,
  );
  return source.constant(`new Map([${entries.join(', ')}])`);
}

function integerText(value: number | bigint): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}
