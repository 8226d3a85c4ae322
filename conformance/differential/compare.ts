import type { ErrorCode } from 'structwire';
import type { Answer } from '../python/struct-peer.ts';
import type { Operation } from './random-case.ts';
import type { Outcome } from './run-case.ts';

/** The Python exception for the same mistake; what is not listed is `struct.error`. */
const PYTHON_CLASS: Partial<Record<ErrorCode, string | Partial<Record<Operation, string>>>> = {
  'format-not-string': 'TypeError',
  'format-not-ascii': 'UnicodeEncodeError',
  'float-too-large': 'OverflowError',
  'not-a-buffer': 'TypeError',
  'offset-not-integer': 'TypeError',
  'offset-too-large': { pack_into: 'IndexError', unpack_from: 'OverflowError' },
};

const JAVASCRIPT_TYPE: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'number',
  None: 'null',
  NoneType: 'null',
};

/** What differs, or `null` where both sides agree. */
export function difference(operation: Operation, answer: Answer, outcome: Outcome): string | null {
  if (answer[0] === 'ok') {
    const expected = JSON.stringify(answer[1]);
    const actual = 'result' in outcome ? JSON.stringify(outcome.result) : `${outcome.code}: ${outcome.message}`;
    if (actual === expected) return null;
    const at = firstDifference(expected, actual);
    return `expected ${around(expected, at)}, got ${around(actual, at)}`;
  }
  const [, className, text, index, offset] = answer;
  const expected = `${className} ${JSON.stringify(text)} at value ${index}, offset ${offset}`;
  if ('result' in outcome) return `expected ${expected}, got ${JSON.stringify(outcome.result)}`;
  const isSame =
    className === pythonClass(outcome.code, operation) &&
    outcome.message.includes(inJavaScript(text)) &&
    (index === null || (outcome.path === `[${index}]` && outcome.offset === offset));
  return isSame ? null : `expected ${expected}, got ${outcome.code} ${JSON.stringify(outcome.message)}`;
}

function pythonClass(code: string, operation: Operation): string {
  const known = PYTHON_CLASS[code as ErrorCode] ?? 'struct.error'; // a code that is none has no row
  return typeof known === 'string' ? known : (known[operation] ?? 'struct.error');
}

/** Names of types are those of the language. */
function inJavaScript(text: string): string {
  return text.replace(
    /(?<=not '?)(str|int|NoneType|None)(?='?$)|(?<=^')(str|NoneType)(?=' object)/,
    (name) => JAVASCRIPT_TYPE[name]!,
  );
}

const SHOWN_BEFORE = 40;
const SHOWN_BEHIND = 160;

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function around(text: string, at: number): string {
  const start = Math.max(0, at - SHOWN_BEFORE);
  return `${start > 0 ? '…' : ''}${text.slice(start, at + SHOWN_BEHIND)}${at + SHOWN_BEHIND < text.length ? '…' : ''}`;
}
