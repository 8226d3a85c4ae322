import type { Command } from 'commander';
import { checkProbe, type ProbeDifference, type ProbeQuestion, probeSource } from 'structwire/c';
import { compileObject, includeLine } from '../compiler/compile-object.ts';
import { cFile, parseHeader } from '../formats/c-header.ts';
import { counted } from '../render/row-text.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Io, status, writeOut } from '../terminal/io.ts';
import { table } from '../terminal/table.ts';
import { addFormatFlags, type FormatFlags, formatOptions } from './format-flags.ts';

const EXAMPLES = `Examples:
  structwire verify-c proto.h                                     the compiler 'cc' against --abi lp64
  structwire verify-c proto.h#sensor_t --cc avr-gcc --abi avr     one type, another platform
  structwire verify-c proto.h --cc 'arm-none-eabi-gcc -mcpu=cortex-m4' --abi arm-eabi -D DEBUG
`;

interface Flags extends FormatFlags {
  readonly cc: string;
  readonly json?: true;
}

/** `structwire verify-c FILE`: asks the user's own compiler about every size, offset and bit-field. */
export function addVerifyC(program: Command, io: Io): void {
  const command = program
    .command('verify-c')
    .summary("compare the layout of C declarations with a compiler's")
    .description(
      'Compiles a file with sizes, alignments, offsets and bit-fields as constants, reads them from the object file ' +
        '(nothing of it runs), and prints every difference.',
    )
    .argument('<FILE>', 'proto.h, or proto.h#type for one type of it')
    .option('--cc <COMMAND>', 'the compiler, with its options', 'cc')
    .option('--json', 'print one JSON object')
    .addHelpText('before', EXAMPLES);
  addFormatFlags(command).action((text: string, flags: Flags) => verifyC(text, flags, io));
}

async function verifyC(text: string, flags: Flags, io: Io): Promise<void> {
  const file = cFile(text);
  if (file === null) throw new CommandError(`'${text}' is no C file: proto.h, or proto.h#type`, EXIT.usage);
  const options = formatOptions(flags);
  const declarations = parseHeader(file.path, options);
  const names = file.name === null ? {} : { names: [declarations.typeNamed(file.name).name] };
  const { source, questions } = probeSource(declarations, { prologue: includeLine(file.path), ...names });
  const object = await compileObject(source, flags.cc, options);
  const differences = checkProbe({ source, questions }, object, declarations.abi);
  const types = new Set(questions.map(({ type }) => type)).size;
  await writeOut(io, flags.json ? reportJson(differences, questions) : reportText(differences, flags));
  if (file.name === null) for (const { message } of declarations.problems) status(io, `not compared: ${message}`);
  const asked = `${counted(questions.length, 'answer')} of '${flags.cc}' about ${counted(types, 'type')}`;
  if (differences.length > 0) {
    throw new CommandError(`${asked}: ${differences.length} of them differ from the layout on ${flags.abi}`, EXIT.data);
  }
  status(io, `${asked}: all as laid out on ${flags.abi}`);
}

function reportText(differences: readonly ProbeDifference[], { cc, abi }: Flags): string {
  if (differences.length === 0) return '';
  const head = ['type', 'what', abi, cc];
  const lines = differences.map(({ question, actual }) => [
    question.type,
    whatText(question),
    answerText(question.expected),
    answerText(actual),
  ]);
  return `${table([head, ...lines], new Set()).join('\n')}\n`;
}

function reportJson(differences: readonly ProbeDifference[], questions: readonly ProbeQuestion[]): string {
  const json = differences.map(({ question, actual }) => ({
    type: question.type,
    what: whatText(question),
    expected: answerText(question.expected),
    actual: answerText(actual),
  }));
  return `${JSON.stringify({ questions: questions.length, differences: json })}\n`;
}

function whatText(question: ProbeQuestion): string {
  return 'member' in question ? `${question.ask} ${question.member}` : question.ask;
}

/** Of a bit-field, the first and the last bit that are set when all of its bits are. */
function answerText(answer: number | Uint8Array | null): string {
  if (answer === null) return 'no answer';
  if (typeof answer === 'number') return `${answer}`;
  const set = Array.from({ length: 8 * answer.length }, (_, bit) => bit).filter((bit) => isSet(answer, bit));
  return set.length === 0 ? 'elsewhere' : `${set[0]}..${set.at(-1)}`;
}

function isSet(bytes: Uint8Array, bit: number): boolean {
  return ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
