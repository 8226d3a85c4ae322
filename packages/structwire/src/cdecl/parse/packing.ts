import { cNotSupported } from '../../errors/c-errors.ts';
import type { StructwireError } from '../../errors/structwire-error.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Token } from '../text/token.ts';

/** Pragmas of compilers that change layouts in ways that are not known here. */
const LAYOUT_PRAGMA =
  /^(?:scalar_storage_order|ms_struct|options|align|packed|bitfields|data_alignment|struct|unpack|anon_structs?)\b/;
/** In a text whose runs of spaces are one space each. */
const PACK = /^pack ?\( ?([^()]*?) ?\)$/;

/** All that `#pragma pack` said so far. */
export interface PackingState {
  readonly current: number | null;
  readonly problem: StructwireError | null;
  readonly saved: SavedPacking | null;
}

/** What the last `push` put aside, and what those before it did. */
interface SavedPacking {
  readonly name: string | null;
  readonly value: number | null;
  readonly before: SavedPacking | null;
}

/** What `#pragma pack` says at the moment. */
export class Packing {
  /** Largest alignment of a member in bytes; `null`: no limit. */
  current: number | null;
  /** Why it is not known. */
  problem: StructwireError | null = null;
  readonly #initial: number | null;
  #saved: SavedPacking | null = null;

  constructor(initial: number | null) {
    this.current = initial;
    this.#initial = initial;
  }

  /** What is in force, to go back to. */
  save(): PackingState {
    return { current: this.current, problem: this.problem, saved: this.#saved };
  }

  restore({ current, problem, saved }: PackingState): void {
    this.current = current;
    this.problem = problem;
    this.#saved = saved;
  }

  /** Obeys a pragma, if it is about layouts. */
  obey(token: Token): void {
    const text = token.text.replace(/\s+/g, ' ').trim();
    if (/^pack\b/.test(text)) {
      const match = PACK.exec(text);
      if (match === null || !this.#pack((match[1] ?? '').split(',').map((part) => part.trim()))) {
        this.problem = failureOn(cNotSupported, token, { what: `'#pragma ${text}'`, hint: HINT });
      }
    } else if (LAYOUT_PRAGMA.test(text)) {
      this.problem = failureOn(cNotSupported, token, { what: `'#pragma ${text}'` });
    }
  }

  #pack(parts: readonly string[]): boolean {
    const [first = '', second, third] = parts;
    if (first === '') return parts.length === 1 && this.#set('0');
    if (first === 'show') return true;
    if (first === 'push') return this.#push(second, third);
    if (first === 'pop') return this.#pop(second);
    return parts.length === 1 && this.#set(first);
  }

  /** `push`, `push, n`, `push, name`, `push, name, n`. */
  #push(second?: string, third?: string): boolean {
    const name = second !== undefined && /^[A-Za-z_]/.test(second) ? second : null;
    const value = name === null ? second : third;
    this.#saved = { name, value: this.current, before: this.#saved };
    return value === undefined || this.#set(value);
  }

  /** `pop`, `pop, name`: what was in force before the push of that name. */
  #pop(name?: string): boolean {
    if (name !== undefined && !/^[A-Za-z_]/.test(name)) return false;
    let saved = this.#saved;
    while (saved !== null && name !== undefined && saved.name !== name) saved = saved.before;
    if (saved === null) return true; // compilers warn about a pop without a push, and do nothing
    this.#saved = saved.before;
    this.current = saved.value;
    return true;
  }

  #set(text: string): boolean {
    if (!/^(?:0|1|2|4|8|16)$/.test(text)) return false;
    this.current = text === '0' ? this.#initial : Number(text);
    return true;
  }
}

const HINT = 'write the number itself: 1, 2, 4, 8 or 16; compilers do not agree about macros there';
