import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { generateTypeScript } from 'structwire/generate';
import { serializeLayouts } from 'structwire/layout';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, writeOut } from '../terminal/io.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire gen ts proto.h#sensor_t -o sensor.ts        types and codec of a C struct, as a TypeScript module
  structwire gen ts '<id:I tag:2s value:f' --name Reading > reading.ts
  structwire gen ts schema.ts#Message                    for where code generation at run time is forbidden
  structwire gen layout schema.ts#Message -o message.layout.json
`;

interface Flags extends FormatFlags {
  readonly name?: string;
  readonly output?: string;
}

/** What can be generated; another target is another row. */
const TARGETS: Readonly<Record<string, (format: ResolvedFormat, name: string) => string>> = {
  ts: ({ layout, text }, name) => generateTypeScript(layout, { name, source: text }),
  layout: ({ layout }, name) => serializeLayouts({ [name]: layout }),
};

/** `structwire gen TARGET FORMAT`: source text for a record type. */
export function addGen(program: Command, io: Io): void {
  const targets = Object.keys(TARGETS).join(', ');
  const command = program
    .command('gen')
    .summary('write a format as source text or as a layout file')
    .description(
      'Writes a module with the types of a record and its compiled codec (ts), or what its bytes are, as a file (layout).',
    )
    .argument('<TARGET>', targets)
    .argument('<FORMAT>', 'what the bytes are')
    .option('--name <NAME>', 'what it is called (default: the name in FORMAT, or Values)')
    .option('-o, --output <FILE>', 'where to write it, instead of stdout')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((target: string, text: string, flags: Flags) => gen(target, text, flags, io));
}

async function gen(target: string, text: string, flags: Flags, io: Io): Promise<void> {
  const generate = Object.hasOwn(TARGETS, target) ? TARGETS[target] : undefined;
  if (generate === undefined) {
    const known = Object.keys(TARGETS).join(', ');
    throw new CommandError(`cannot generate '${target}', only ${known}`, EXIT.usage);
  }
  const format = await resolveFormat(text, formatOptions(flags));
  const source = generate(format, flags.name ?? nameOf(format));
  if (flags.output === undefined) await writeOut(io, source);
  else await writeFile(flags.output, source);
}

/** `Reading` of `schema.ts#Reading`; the name of a struct or record; `Values` for what has none. */
function nameOf({ text, name, layout }: ResolvedFormat): string {
  const named = name ?? /^[^:]*\.\w+#(.+)$/.exec(text)?.[1] ?? ('name' in layout ? layout.name : undefined);
  return named?.replace(/^(?:struct|union|enum)\s+/, '') ?? 'Values';
}
