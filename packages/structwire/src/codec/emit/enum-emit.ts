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
    return `${namesTable(names, source)}.get(Number(${x})) ?? ${x}`;
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

/** The first name of each value. */
function namesTable(names: EnumLayout['names'], source: Source): string {
  const first = new Map<number, string>();
  for (const { name, value } of names) if (!first.has(Number(value))) first.set(Number(value), name);
  const entries = [...first].map(([value, name]) => `[${value}, ${quoted(name)}]`);
  return source.constant(`new Map([${entries.join(', ')}])`);
}

function integerText(value: number | bigint): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}
