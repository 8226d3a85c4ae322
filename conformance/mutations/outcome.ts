import { type AbiName, isStructwireError, LayoutCodec, type StructwireError } from 'structwire';
import { type CDeclarations, parseC } from 'structwire/c';

const FILE = 'mutated.h';
/** Values of larger types are not made. */
const LARGEST_SAMPLE = 4096;

/** What became of a text: how many types have a layout, and what was refused; or what stopped the preprocessor. */
export interface Outcome {
  readonly types: number;
  readonly refused: number;
  readonly stopped: string | null;
}

/** Parses a text and holds everything that comes out to its promises. Anything else is thrown. */
export function outcomeOf(text: string, abi: AbiName): Outcome {
  let declarations: CDeclarations;
  try {
    declarations = parseC(text, { abi, file: FILE });
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    checkPlace(error, text);
    return { types: 0, refused: 0, stopped: error.code };
  }
  for (const problem of [...declarations.problems, ...declarations.refused.values()]) checkPlace(problem, text);
  for (const type of declarations.types.values()) {
    const { layout, size, members } = type;
    if (!Number.isSafeInteger(8 * size)) throw new Error(`${type.name} has ${size} bytes`);
    for (const { bitOffset, path } of members)
      if (!Number.isSafeInteger(bitOffset)) throw new Error(`${path} at ${bitOffset}`);
    if (size <= LARGEST_SAMPLE) decodeZeros(new LayoutCodec<unknown>(layout, { codegen: 'never' }), size);
  }
  const isSound = [...declarations.constants].every(
    ([name, value]) => name !== '' && BigInt.asIntN(65, value) === value,
  );
  if (!isSound) throw new Error('a constant of more than 64 bits');
  return { types: declarations.types.size, refused: declarations.problems.length, stopped: null };
}

function decodeZeros(codec: LayoutCodec<unknown>, size: number): void {
  try {
    codec.decode(new Uint8Array(size));
  } catch (error) {
    if (!isStructwireError(error)) throw error;
  }
}

/** The place of an error is in the text, and its line is that line. */
function checkPlace(error: StructwireError, text: string): void {
  const context = error.context as { file?: unknown; line?: unknown; column?: unknown; lineText?: unknown };
  const { file, line, column, lineText } = context;
  if (
    typeof line !== 'number' ||
    typeof column !== 'number' ||
    typeof lineText !== 'string' ||
    line < 0 ||
    column < 1
  ) {
    throw new Error(`an error without a place: ${error.message}`, { cause: error });
  }
  if (file !== FILE || /^\s*#\s*(?:line\b|\d)/m.test(text.replaceAll(/\\[ \t]*\r?\n/g, ''))) return; // the text says where it is
  const written = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
  if (written !== lineText || column > written.length + 1) {
    throw new Error(`a wrong place: ${error.message}`, { cause: error });
  }
}
