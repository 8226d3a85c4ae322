import type { Command } from 'commander';
import type { AbiName, Layout } from 'structwire';
import { describeBytes, describeLayout, type EquivalentFormats, equivalentFormats } from 'structwire/describe';
import type { ResolvedFormat } from '../formats/format-source.ts';
import { resolveFormat } from '../formats/resolve-format.ts';
import { type AbiLayout, abiDifferenceJson, abiDifferenceText } from '../render/abi-difference.ts';
import type { Explanation } from '../render/explanation.ts';
import { explanationJson } from '../render/explanation-json.ts';
import { explanationText } from '../render/explanation-text.ts';
import { hasColour } from '../terminal/colour.ts';
import { type Io, writeOut } from '../terminal/io.ts';
import { readBytes } from './byte-input.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire explain 'I 2s f'                            offsets, sizes, types and padding
  structwire explain 'I 2s f' --abi avr                  the same format on another platform
  structwire explain 'bhl' --diff-abi avr                two platforms side by side
  structwire explain 'I 2s f' 0100000061620000cdcc2c40   which byte is which
  structwire explain 'I 2s f' --json                     the table as one JSON object
`;

interface Flags extends FormatFlags {
  readonly json?: true;
  readonly diffAbi?: AbiName;
}

/** `structwire explain FORMAT [BYTES]`: the table of a format, and of the bytes of a record. */
export function addExplain(program: Command, io: Io): void {
  const command = program
    .command('explain')
    .summary('show offsets, sizes and padding')
    .description('Shows where each value stands, and which bytes are padding and why.')
    .argument('<FORMAT>', 'what the bytes are')
    .argument('[BYTES]', 'a record to take apart: hex digits, the path of a file, or - for stdin')
    .option('--json', 'print one JSON object')
    .option('--diff-abi <NAME>', 'another platform, side by side with that of --abi, and what differs')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((text: string, bytes: string | undefined, flags: Flags) =>
    explain(text, bytes, flags, io),
  );
}

async function explain(text: string, input: string | undefined, flags: Flags, io: Io): Promise<void> {
  const format = await resolveFormat(text, formatOptions(flags));
  const { layout } = format;
  if (flags.diffAbi !== undefined) return explainDifference(format, flags.diffAbi, flags, io);
  const bytes = input === undefined ? null : await readBytes(input, io);
  const explanation: Explanation = {
    format,
    description: describeLayout(layout),
    equivalents: format.isNative ? equivalentsOf(layout) : null,
    record: bytes === null ? null : { bytes, spans: [...describeBytes(layout, bytes)] },
  };
  await writeOut(io, flags.json ? explanationJson(explanation) : explanationText(explanation, hasColour(io)));
}

async function explainDifference(format: ResolvedFormat, otherAbi: AbiName, flags: Flags, io: Io): Promise<void> {
  const other = await resolveFormat(format.text, formatOptions({ ...flags, abi: otherAbi }));
  const on = (abi: AbiName, { layout }: ResolvedFormat): AbiLayout => ({ abi, ...describeLayout(layout) });
  const render = flags.json ? abiDifferenceJson : abiDifferenceText;
  await writeOut(io, render(format.text, on(flags.abi, format), on(otherAbi, other)));
}

function equivalentsOf(layout: Layout): EquivalentFormats | null {
  return layout.kind === 'tuple' || layout.kind === 'record' ? equivalentFormats(layout) : null;
}
