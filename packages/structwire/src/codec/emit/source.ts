import type { Runtime } from './runtime.ts';

/** Beyond it the engine would rather not optimise the function, and the interpreter serves as well. */
const LONGEST_SOURCE = 200_000;

/** Says that a layout is better interpreted: there is no emitter for a part of it, or its source would be too long. */
export class NotCompilable extends Error {}

/** What is emitted; `null` when the layout is better interpreted. */
export function attempt(emit: () => string): string | null {
  try {
    return emit();
  } catch (error) {
    if (error instanceof NotCompilable) return null;
    throw error;
  }
}

/** Text that belongs to a whole generated function: what it needs from the runtime, and constants made once. */
class Program {
  readonly helpers: Set<keyof Runtime> = new Set();
  readonly constants: string[] = [];
  names = 0;
  length = 0;
}

/**
 * Source text in the making, line by line.
 *
 * Nothing that a user wrote gets into it except through {@link quoted}.
 */
export class Source {
  readonly #program: Program;
  readonly #lines: string[] = [];
  #indent: string;

  constructor(indent = '', program: Program = new Program()) {
    this.#indent = indent;
    this.#program = program;
  }

  line(text: string): void {
    this.#program.length += text.length;
    if (this.#program.length > LONGEST_SOURCE) throw new NotCompilable();
    this.#lines.push(this.#indent + text);
  }

  /** A statement with a block: `head {`, what `fill` writes, `}`. */
  block(head: string, fill: () => void): void {
    this.line(head === '' ? '{' : `${head} {`);
    this.#indent += '  ';
    fill();
    this.#indent = this.#indent.slice(2);
    this.line('}');
  }

  /** A variable name that is new in this program. */
  name(): string {
    return `x${this.#program.names++}`;
  }

  /** A constant of this value, declared where it is needed; an expression that is a name already stays what it is. */
  local(expression: string): string {
    if (/^x\d+$/.test(expression)) return expression;
    const name = this.name();
    this.line(`const ${name} = ${expression};`);
    return name;
  }

  /** A constant that is made once, before the function is. */
  constant(expression: string): string {
    const name = this.name();
    this.once(`const ${name} = ${expression};`);
    return name;
  }

  /** A statement that is run once, behind the constants so far. */
  once(statement: string): void {
    this.#program.constants.push(statement);
  }

  /** The name of something of the runtime. */
  helper(name: keyof Runtime): string {
    this.#program.helpers.add(name);
    return name;
  }

  /** A separate piece of the same program, such as a second function. */
  piece(): Source {
    return new Source('', this.#program);
  }

  /** The lines of this piece. */
  get text(): string {
    return this.#lines.join('\n');
  }

  /** All of the program: what it needs of the runtime, the constants, and this piece. */
  get program(): string {
    const { helpers, constants } = this.#program;
    const needed = helpers.size > 0 ? [`const { ${[...helpers].join(', ')} } = runtime;`] : [];
    return [`'use strict';`, ...needed, ...constants, this.text, ''].join('\n');
  }
}

/** A plain value as a literal. */
export function literal(value: number | bigint | string | boolean): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A string as a literal. Escapes what only JSON allows inside one. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
