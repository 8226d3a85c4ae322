import { invalidLayout } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout, RecordField, RecordLayout, TupleLayout, UnionLayout } from '../layout/layout.ts';
import { docComment, propertyName, stringLiteral } from './typescript-text.ts';

/** What decoding gives (`out`), or what encoding takes (`in`). */
export type Direction = 'out' | 'in';

type TypeText<L extends Layout> = (layout: L, direction: Direction, indent: string) => string;

/** Tuples with more values are arrays. */
const LONGEST_TUPLE = 64;

const TYPES: { readonly [Kind in Layout['kind']]: TypeText<Extract<Layout, { kind: Kind }>> } = {
  scalar: ({ scalar, as }, direction) => {
    if (scalar === 'bool') return direction === 'in' ? 'unknown' : 'boolean';
    if (scalar === 'char') return 'Uint8Array';
    const isBig = /^(?:[iu](?:56|64)|ptr64)$/.test(scalar) && as !== 'number';
    return direction === 'in' ? (scalar.startsWith('f') ? 'number' : 'number | bigint') : isBig ? 'bigint' : 'number';
  },
  bytes: (_layout, direction) => (direction === 'in' ? 'Uint8Array | string' : 'Uint8Array'),
  pascal: (_layout, direction) => (direction === 'in' ? 'Uint8Array | string' : 'Uint8Array'),
  blob: () => 'Uint8Array',
  text: () => 'string',
  padding: () => 'undefined',
  align: () => 'undefined',
  varint: ({ bits, as }, direction) => {
    if (direction === 'in') return 'number | bigint';
    return bits === 64 && as !== 'number' ? 'bigint' : 'number';
  },
  bits: ({ as, width }, direction) => {
    if (as === 'bool') return direction === 'in' ? 'unknown' : 'boolean';
    return direction === 'in' ? 'number | bigint' : width > 53 ? 'bigint' : 'number';
  },
  enum: ({ base, names, as }, direction, indent) => {
    const integer = valueType(base, direction, indent);
    const shown = [...new Set(names.map(({ name }) => stringLiteral(name)))].join(' | ');
    return (as === 'number' && direction === 'out') || shown === '' ? integer : `${shown} | ${integer}`;
  },
  flags: ({ flags, others, base }, direction, indent) => {
    const mark = direction === 'in' ? '?' : '';
    const bits = flags.map(
      ({ name, doc }) => `${docComment(doc, `${indent}  `)}${indent}  readonly ${propertyName(name)}${mark}: boolean;`,
    );
    const rest =
      others === null
        ? []
        : [`${indent}  readonly ${propertyName(others)}${mark}: ${valueType(base, direction, indent)};`];
    return block([...bits, ...rest], indent);
  },
  scaled: () => 'number',
  timestamp: ({ base, as }, direction, indent) => (as === 'date' ? 'Date' : valueType(base, direction, indent)),
  constant: ({ base, value }) => (base.kind === 'bytes' ? 'Uint8Array' : literalType(value)),
  derived: ({ base }, direction, indent) => valueType(base, direction, indent),
  checksum: ({ base }, direction, indent) => valueType(base, direction, indent),
  sized: ({ layout }, direction, indent) => valueType(layout, direction, indent),
  optional: ({ layout }, direction, indent) => `${valueType(layout, direction, indent)} | undefined`,
  array: ({ element }, direction, indent) => `readonly ${grouped(valueType(element, direction, indent))}[]`,
  tuple: tupleType,
  record: recordType,
  overlay: ({ members }, direction, indent) => {
    const member = (each: (typeof members)[number], inner: string): string =>
      `${docComment(note(each), inner)}${inner}readonly ${propertyName(each.name)}: ${valueType(each.layout, direction, inner)};`;
    if (direction === 'out')
      return block(
        members.map((each) => member(each, `${indent}  `)),
        indent,
      );
    return members.map((each) => block([member(each, `${indent}  `)], indent)).join(' | ') || 'never';
  },
  union: unionType,
  transform: ({ id }) => {
    const problem = `'${id.replace(/#\d+$/, '')}' is made by functions of a program, which cannot be generated`;
    throw failure(invalidLayout, { problem });
  },
  definitions: ({ layout }, direction, indent) => valueType(layout, direction, indent),
  ref: ({ name }, direction) => definedName(name, direction),
};

/** The TypeScript type of the values of a layout. Lines after the first are indented by `indent`. */
export function valueType(layout: Layout, direction: Direction, indent: string): string {
  const text = TYPES[layout.kind] as TypeText<Layout>; // the table pairs each kind with its own text
  return text(layout, direction, indent);
}

/** What a generated module names or uses itself, and words that are no names of constants or types. */
const TAKEN: ReadonlySet<string> = new Set(
  `Codec Layout layout generatedCodec Date Uint8Array ArrayBuffer any arguments as async await bigint boolean break case
  catch class const continue debugger default delete do else enum eval export extends false finally for function if
  implements import in instanceof interface let never new null number object package private protected public return
  static string super switch symbol this throw true try type typeof undefined unknown var void while with yield`.split(
    /\s+/,
  ),
);

/** The name of the type of a named layout. */
export function definedName(name: string, direction: Direction): string {
  const bare = name.replaceAll(/[^A-Za-z0-9_$]/g, '_').replace(/^(?=[0-9])/, '_');
  const free = TAKEN.has(bare) ? `${bare}_` : bare;
  return direction === 'in' ? `${free}Input` : free;
}

function recordType({ fields }: RecordLayout, direction: Direction, indent: string): string {
  const inner = `${indent}  `;
  const lines = fields.flatMap((field): string[] => {
    if (field.name === null) return [];
    const mark = direction === 'in' && isFilledIn(field) ? '?' : '';
    const type = valueType(field.layout, direction, inner);
    return [`${docComment(note(field), inner)}${inner}readonly ${propertyName(field.name)}${mark}: ${type};`];
  });
  return block(lines, indent);
}

/** Whether encoding knows what to write when a value has no such field. */
function isFilledIn({ layout: { kind }, default: fallback }: RecordField): boolean {
  return (
    fallback !== undefined || kind === 'constant' || kind === 'derived' || kind === 'checksum' || kind === 'optional'
  );
}

function tupleType({ items, length }: TupleLayout, direction: Direction, indent: string): string {
  if (length > LONGEST_TUPLE) return 'readonly unknown[]';
  const values = items.flatMap(({ layout, repeat }) =>
    layout.kind === 'padding' ? [] : Array<string>(repeat).fill(valueType(layout, direction, indent)),
  );
  return `readonly [${values.join(', ')}]`;
}

function unionType({ cases, unknown }: UnionLayout, direction: Direction, indent: string): string {
  const known = cases.map(({ tag, layout }) => {
    const shown = typeof tag === 'string' ? stringLiteral(tag) : tag;
    return `{ readonly tag: ${shown}; readonly value: ${valueType(layout, direction, indent)} }`;
  });
  const other = '{ readonly tag: null; readonly actual: unknown; readonly value: Uint8Array }';
  return [...known, ...(unknown === 'keep' ? [other] : [])].map((each) => `\n${indent}  | ${each}`).join('') || 'never';
}

function literalType(value: number | bigint | string | boolean): string {
  if (typeof value === 'string') return stringLiteral(value);
  return typeof value === 'bigint' ? `${value}n` : `${value}`;
}

function block(lines: readonly string[], indent: string): string {
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function grouped(type: string): string {
  return /[|\n]|^readonly /.test(type) ? `(${type})` : type;
}

function note({ doc, unit }: { readonly doc?: string; readonly unit?: string }): string | undefined {
  const notes = [unit === undefined ? '' : `[${unit}]`, doc ?? ''].filter((each) => each !== '');
  return notes.length === 0 ? undefined : notes.join(' ');
}
