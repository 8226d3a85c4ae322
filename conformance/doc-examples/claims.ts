import { inspect } from 'node:util';

/** A comment behind a statement that says what it gives. */
export interface Claim {
  readonly line: number;
  readonly text: string;
  /** Printed by `console.log`, the value of the statement, or those of the names that it declares. */
  readonly about: 'output' | 'value' | 'values';
}

/** An example whose statements report what they give. */
export interface InstrumentedExample {
  readonly code: string;
  readonly claims: readonly Claim[];
  /** Types with the types that comments say they are. */
  readonly types: readonly { readonly name: string; readonly is: string }[];
}

const STATEMENT = /^(.*);\s*\/\/ (.*)$/;
const DECLARATION = /^\s*const ([[{]?)([^=]*?)[\]}]? = /;

/** Finds the claims of an example, and makes the code report to `report(index, value)` what each is about. */
export function instrument(code: string): InstrumentedExample {
  const claims: Claim[] = [];
  const types: InstrumentedExample['types'][number][] = [];
  const lines = code.split('\n').map((line, index) => {
    const [, statement, text] = STATEMENT.exec(line) ?? [];
    if (statement === undefined || text === undefined) return line;
    const type = /^type (\w+) = /.exec(statement);
    if (type?.[1] !== undefined) types.push({ name: type[1], is: text });
    const isOutput = statement.includes('console.log(');
    if (type !== null || (isProse(text) && !isOutput)) return line;
    const claim = (about: Claim['about']): number => claims.push({ line: index, text, about }) - 1;
    if (isOutput) {
      return `${statement.replace('console.log(', `report(${claim('output')}, `)};`;
    }
    const declared = DECLARATION.exec(statement);
    if (declared === null) return `report(${claim('value')}, ${statement});`;
    const isOne = declared[1] === '';
    return `${statement}; report(${claim(isOne ? 'value' : 'values')}, ${declared[2]});`;
  });
  return { code: lines.join('\n'), claims, types };
}

/** Comments that begin with a word are for the reader; values begin otherwise, or are hex, a keyword or a typed array. */
function isProse(text: string): boolean {
  return (
    /^[a-z]+( |$)/i.test(text) && !/^([0-9a-f]{2}|true|false|null|undefined|\w+Array|Infinity|NaN)( |$)/.test(text)
  );
}

/** Whether one of the usual ways to write the values is the text of the claim. */
export function isSaid({ text, about }: Claim, reports: readonly (readonly unknown[])[]): boolean {
  if (about === 'output') return same(reports.map((values) => values.map(printed).join(' ')).join(', then '), text);
  const [values = []] = reports;
  return about === 'values'
    ? same(values.map(shown).join(', '), text)
    : renderings(values[0]).some((rendering) => same(rendering, text));
}

/** What the reports of a claim look like, for the message of a failure. */
export function describeReports({ about }: Claim, reports: readonly (readonly unknown[])[]): string {
  const show = about === 'output' ? printed : shown;
  return reports.map((values) => values.map(show).join(about === 'output' ? ' ' : ', ')).join(', then ');
}

function renderings(value: unknown): string[] {
  const text = shown(value);
  if (Array.isArray(value)) return [text, value.map(shown).join(', ')];
  if (!(value instanceof Uint8Array)) return [text];
  const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return [text, hex, `${value.length} bytes`];
}

function shown(value: unknown): string {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 9 });
}

function printed(value: unknown): string {
  return typeof value === 'string' ? value : shown(value);
}

/** White space and the lengths of typed arrays do not count. */
function same(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/(Array|Buffer)\(\d+\)/g, '$1').replace(/\s/g, '');
  return plain(one) === plain(other);
}
