import type { VarintLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { type MovingReader, movingReader } from './moving-reader.ts';
import { type MovingWriter, movingWriter } from './moving-writer.ts';

const LONGEST = 5;
const LONGEST_WIDE = 10;

/** LEB128 integers: those of one byte, which most are, without a call. */
export const varintEmit: Emit<VarintLayout> = {
  decode: (layout, place, reader) => {
    const moving = movingReader(reader);
    return layout.bits === 32 ? readNarrow(layout, place, moving) : readWide(layout, place, moving);
  },

  encode: (layout, value, place, writer) => {
    const moving = movingWriter(writer);
    moving.reserve(layout.bits === 32 ? LONGEST : LONGEST_WIDE);
    const x = moving.source.local(value);
    if (layout.bits === 32) putNarrow(x, layout, place, moving);
    else putWide(x, layout, place, moving);
  },

  locals: () => Infinity, // its size is only known when it is written
};

function readNarrow({ zigzag }: VarintLayout, place: Place, reader: MovingReader): string {
  const { source } = reader;
  const [value, end] = [source.name(), source.name()];
  reader.need(1);
  source.line(`let ${value} = bytes[${place.text()}], ${end} = ${place.text(1)};`);
  source.block(`if (${value} > 127)`, () => {
    source.line(`${value} = ${source.helper('readVarint')}(bytes, ${place.text()}, ${reader.end});`);
    reader.refuseIf(`${value} < 0`);
    source.line(`${end} = ${source.helper('varints')}.end;`);
  });
  reader.at = new Place(end);
  return zigzag ? `(${value} >>> 1 ^ -(${value} & 1))` : value;
}

function readWide({ zigzag, as }: VarintLayout, place: Place, reader: MovingReader): string {
  const { source } = reader;
  const [value, end] = [source.name(), source.name()];
  reader.need(1);
  source.line(`let ${value}, ${end} = ${place.text(1)};`);
  source.block(`if (bytes[${place.text()}] < 128)`, () => {
    source.line(`${value} = ${as === 'number' ? '' : 'BigInt'}(bytes[${place.text()}]);`);
    if (zigzag && as === 'number') source.line(`${value} = ${value} >>> 1 ^ -(${value} & 1);`);
    else if (zigzag) source.line(`${value} = ${value} >> 1n ^ -(${value} & 1n);`);
  });
  source.block('else', () => {
    source.line(`${value} = ${source.helper('readWideVarint')}(bytes, ${place.text()}, ${reader.end});`);
    reader.refuseIf(`${value} < 0n`);
    source.line(`${end} = ${source.helper('varints')}.end;`);
    if (zigzag) source.line(`${value} = ${value} >> 1n ^ -(${value} & 1n);`);
    if (as !== 'number') return;
    source.line(`${value} = Number(${value});`);
    reader.refuseIf(`!Number.isSafeInteger(${value})`);
  });
  reader.at = new Place(end);
  return value;
}

function putNarrow(x: string, { zigzag }: VarintLayout, place: Place, writer: MovingWriter): void {
  const { source } = writer;
  writer.refuseIf(`typeof ${x} !== 'number' || ${zigzag ? `(${x} | 0)` : `${x} >>> 0`} !== ${x}`);
  const raw = zigzag ? source.local(`(${x} << 1 ^ ${x} >> 31) >>> 0`) : x;
  const end = source.name();
  source.line(`let ${end} = ${place.text(1)};`);
  source.line(`if (${raw} < 128) bytes[${place.text()}] = ${raw};`);
  source.line(`else ${end} = ${source.helper('putVarint')}(bytes, ${place.text()}, ${raw});`);
  writer.at = new Place(end);
}

function putWide(x: string, { zigzag }: VarintLayout, place: Place, writer: MovingWriter): void {
  const { source } = writer;
  const end = source.name();
  source.line(`let ${end};`);
  source.block(`if (typeof ${x} === 'number')`, () => {
    // Twice a number must be safe, too.
    const safe = zigzag
      ? `Math.abs(${x}) <= 4503599627370495 && Math.floor(${x}) === ${x}`
      : `Number.isSafeInteger(${x}) && ${x} >= 0`;
    writer.refuseIf(`!(${safe})`);
    const raw = zigzag ? `${x} >= 0 ? 2 * ${x} : -2 * ${x} - 1` : x;
    source.line(`${end} = ${source.helper('putVarint')}(bytes, ${place.text()}, ${raw});`);
  });
  source.block('else', () => {
    writer.refuseIf(`typeof ${x} !== 'bigint' || BigInt.as${zigzag ? 'Int' : 'Uint'}N(64, ${x}) !== ${x}`);
    const raw = zigzag ? `BigInt.asUintN(64, ${x} << 1n ^ ${x} >> 63n)` : x;
    source.line(`${end} = ${source.helper('putWideVarint')}(bytes, ${place.text()}, ${raw});`);
  });
  writer.at = new Place(end);
}
