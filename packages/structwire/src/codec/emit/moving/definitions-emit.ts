import type { DefinitionsLayout, Layout, RefLayout } from '../../../layout/layout.ts';
import type { Emit } from '../emitter.ts';
import { Place } from '../place.ts';
import { NotCompilable } from '../source.ts';
import { MovingReader, movingReader } from './moving-reader.ts';
import { MovingWriter, movingWriter } from './moving-writer.ts';

/** A layout with named ones in it. */
export const definitionsEmit: Emit<DefinitionsLayout> = {
  decode: ({ layout, definitions }, place, given) => {
    const reader = movingReader(given);
    for (const { name, layout: definition } of definitions) reader.program.definitions.set(name, definition);
    return reader.decode(layout, place);
  },

  encode: ({ layout, definitions }, value, place, given) => {
    const writer = movingWriter(given);
    for (const { name, layout: definition } of definitions) writer.program.definitions.set(name, definition);
    writer.encode(layout, value, place);
  },

  locals: () => Infinity, // what is inside has functions of its own
};

/** A named layout: a function, so that it can contain itself. */
export const refEmit: Emit<RefLayout> = {
  decode: ({ name }, place, given) => {
    const reader = movingReader(given);
    const { source } = reader;
    const read = readFunction(name, reader);
    reader.refuseIf(`${reader.depth} >= ${source.helper('limits')}.maxDepth`);
    const view = reader.access === 'view' ? 'view' : 'null';
    const refused = source.helper('REFUSED');
    const call = `${read}(bytes, ${view}, ${place.text()}, ${reader.end}, ${reader.depth} + 1)`;
    const value = source.local(borne(call, refused, reader));
    reader.refuseIf(`${value} === ${refused}`);
    reader.at = new Place(source.local(reader.shared('position')));
    return value;
  },

  encode: ({ name }, value, place, given) => {
    const writer = movingWriter(given);
    const { source } = writer;
    const write = writeFunction(name, writer);
    writer.refuseIf(`${writer.depth} >= ${source.helper('limits')}.maxDepth`);
    const call = `${write}(${value}, memory, ${place.text()}, ${writer.depth} + 1)`;
    const end = source.local(borne(call, '-1', writer));
    writer.refuseIf(`${end} < 0`);
    source.line('({ bytes, view } = memory);');
    writer.at = new Place(end);
  },

  locals: () => Infinity, // as above
};

/** The outermost call refuses what the call stack does not bear. */
function borne(call: string, refused: string, { depth, source }: MovingReader | MovingWriter): string {
  return depth === '0' ? `${source.helper('bearing')}(() => ${call}, ${refused})` : call;
}

/** The function that reads a definition and leaves where it stopped in a variable: its name. */
function readFunction(name: string, outer: MovingReader): string {
  const { program, source } = outer;
  const position = outer.shared('position');
  const known = program.functions.get(name);
  if (known !== undefined) return known;
  const read = source.name();
  program.functions.set(name, read);
  const body = source.piece();
  const refusal = `return ${source.helper('REFUSED')};`;
  body.block('function(bytes, view, at, end, depth)', () => {
    const reader = new MovingReader(program, body, new Place('at'), 'end', refusal);
    reader.depth = 'depth';
    const value = body.local(reader.decodeNext(definitionOf(name, program.definitions)));
    body.line(`${position} = ${reader.at.text()};`);
    body.line(`return ${value};`);
  });
  source.once(`const ${read} = ${body.text};`);
  return read;
}

/** The function that writes a definition and gives where it ends, or -1. */
function writeFunction(name: string, { program, source }: MovingWriter): string {
  const known = program.functions.get(name);
  if (known !== undefined) return known;
  const write = source.name();
  program.functions.set(name, write);
  const body = source.piece();
  body.block('function(value, memory, at, depth)', () => {
    body.line('let { bytes, view } = memory;');
    const writer = new MovingWriter(program, body, new Place('at'), 'return -1;');
    writer.depth = 'depth';
    writer.encodeNext(definitionOf(name, program.definitions), 'value');
    const end = body.local(writer.at.text());
    for (const emit of writer.atEnd) emit();
    body.line(`return ${end};`);
  });
  source.once(`const ${write} = ${body.text};`);
  return write;
}

function definitionOf(name: string, definitions: ReadonlyMap<string, Layout>): Layout {
  const layout = definitions.get(name);
  if (layout === undefined) throw new NotCompilable();
  return layout;
}
