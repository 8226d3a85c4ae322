import type { ErrorKind } from './error-kind.ts';

/** A place in the text of C declarations, with what is needed to show it. */
export interface CPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /** The text of the line. */
  readonly lineText: string;
  /** What to do about it. */
  readonly hint?: string;
}

export const cSyntax: ErrorKind<'c-syntax', CPlace & { expected: string; found: string }> = {
  code: 'c-syntax',
  message: (context) => shown(context, `expected ${context.expected}, found ${context.found}`),
};

export const cUnknownType: ErrorKind<'c-unknown-type', CPlace & { type: string }> = {
  code: 'c-unknown-type',
  message: (context) => shown(context, `unknown type '${context.type}'`),
};

export const cUnknownName: ErrorKind<'c-unknown-name', CPlace & { name: string }> = {
  code: 'c-unknown-name',
  message: (context) => shown(context, `'${context.name}' is no constant that is known here`),
};

export const cNotSupported: ErrorKind<'c-not-supported', CPlace & { what: string }> = {
  code: 'c-not-supported',
  message: (context) => shown(context, `${context.what} is not supported`),
};

export const cUnknownAttribute: ErrorKind<'c-unknown-attribute', CPlace & { attribute: string }> = {
  code: 'c-unknown-attribute',
  message: (context) => shown(context, `'${context.attribute}' may change the layout and is not known`),
};

export const cBadDeclaration: ErrorKind<'c-bad-declaration', CPlace & { problem: string }> = {
  code: 'c-bad-declaration',
  message: (context) => shown(context, context.problem),
};

export const cPreprocessor: ErrorKind<'c-preprocessor', CPlace & { problem: string }> = {
  code: 'c-preprocessor',
  message: (context) => shown(context, context.problem),
};

export const cUndecided: ErrorKind<'c-undecided', CPlace & { name: string; include: string }> = {
  code: 'c-undecided',
  message: (context) =>
    shown(
      context,
      `'${context.name}' may be defined by ${context.include}, which was not given, and the layout depends on it`,
    ),
};

export const cStaticAssert: ErrorKind<'c-static-assert', CPlace & { text: string }> = {
  code: 'c-static-assert',
  message: (context) => shown(context, `static assertion failed${context.text === '' ? '' : `: ${context.text}`}`),
};

export const cCompilersDiffer: ErrorKind<'c-compilers-differ', CPlace & { what: string }> = {
  code: 'c-compilers-differ',
  message: (context) => shown(context, `compilers for this platform disagree about ${context.what}`),
};

export const cLimit: ErrorKind<'c-limit', CPlace & { what: string; limit: number }> = {
  code: 'c-limit',
  message: (context) => shown(context, `more than ${context.limit} ${context.what}`),
};

export const cNoSuchType: ErrorKind<
  'c-no-such-type',
  {
    name: string;
    known: readonly string[];
    nearest?: string;
    /** What holds no data, first of all. */
    skipped?: string;
    /** Names that conditions asked for and that nobody defined. */
    assumedUndefined?: readonly string[];
  }
> = {
  code: 'c-no-such-type',
  message: ({ name, known, nearest, skipped, assumedUndefined = [] }) => {
    const list = `${known.slice(0, 12).join(', ')}${known.length > 12 ? ', ...' : ''}`;
    const assumed =
      assumedUndefined.length === 0 ? '' : `; taken as not defined was ${assumedUndefined.slice(0, 5).join(', ')}`;
    if (name === '') {
      const others = known.length === 0 ? '' : `; it declares ${list}`;
      const passed = skipped === undefined ? '' : `; passed over was ${skipped}`;
      return `the text declares no struct or union${others}${passed}${assumed}`;
    }
    const expected = known.length === 0 ? 'the text declares no type' : `declared are ${list}`;
    return `no type is named '${name}'${nearest === undefined ? '' : ` (did you mean '${nearest}'?)`}; ${expected}${assumed}`;
  },
};

export const cChooseType: ErrorKind<'c-choose-type', { known: readonly string[] }> = {
  code: 'c-choose-type',
  message: ({ known }) => `the text declares several types, name one of ${known.join(', ')}`,
};

/** `proto.h:12:7: what is wrong`, the line, a caret below the column, and what to do. */
function shown({ file, line, column, lineText, hint }: CPlace, what: string): string {
  const start = Math.max(0, column - 1 - LONGEST_LINE / 2);
  const text = lineText.slice(start, start + LONGEST_LINE);
  const indent = text.slice(0, column - 1 - start).replace(/[^\t]/g, ' ');
  const advice = hint === undefined ? '' : `\n  ${hint}`;
  return `${file}:${line}:${column}: ${what}\n  ${text}\n  ${indent}^${advice}`;
}

const LONGEST_LINE = 160;
