import { cPreprocessor } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import type { Source } from '../text/source.ts';
import type { Token, Undecided } from '../text/token.ts';
import type { Outcome } from './condition.ts';

/** One `#if` with its branches, up to its `#endif`. */
interface Group {
  readonly directive: Token;
  /** The text around it is read. */
  readonly isReached: boolean;
  /** The branch that comes now is read. */
  isActive: boolean;
  /** A branch has been read. */
  wasTaken: boolean;
  hasElse: boolean;
  /** What the choice between its branches depends on. */
  own: Undecided | null;
  /** The same, or else what the text around it depends on. */
  undecided: Undecided | null;
}

/** Which text is read and which is left out. */
export class Conditions {
  readonly #groups: Group[] = [];
  #gap: Undecided | null = null;

  isSkipping(): boolean {
    return this.#groups.at(-1)?.isActive === false;
  }

  /** What the text that comes now depends on. */
  undecided(): Undecided | null {
    return this.#groups.at(-1)?.undecided ?? null;
  }

  /** What the text left out just before depends on. */
  takeGap(): Undecided | null {
    const gap = this.#gap;
    this.#gap = null;
    return gap;
  }

  open(directive: Token, evaluate: () => Outcome): void {
    const isReached = !this.isSkipping();
    const { isTrue, undecided } = isReached ? evaluate() : { isTrue: false, undecided: null };
    const isActive = isReached && isTrue;
    const doubts = { own: undecided, undecided: undecided ?? this.undecided() };
    this.#groups.push({ directive, isReached, isActive, wasTaken: isActive, hasElse: false, ...doubts });
  }

  elseIf(directive: Token, evaluate: () => Outcome): void {
    const group = this.#current(directive);
    if (group.hasElse) throw failureOn(cPreprocessor, directive, { problem: `#${directive.text} after #else` });
    const isOpen = group.isReached && !group.wasTaken;
    const { isTrue, undecided } = isOpen ? evaluate() : { isTrue: false, undecided: null };
    group.isActive = isOpen && isTrue;
    group.wasTaken ||= group.isActive;
    group.own ??= undecided;
    group.undecided = group.own ?? group.undecided;
  }

  otherwise(directive: Token): void {
    const group = this.#current(directive);
    if (group.hasElse) throw failureOn(cPreprocessor, directive, { problem: 'a second #else' });
    group.hasElse = true;
    group.isActive = group.isReached && !group.wasTaken;
    group.wasTaken = true;
  }

  close(directive: Token): void {
    this.#gap ??= this.#current(directive).own;
    this.#groups.pop();
  }

  /** Every group that a file opens ends there. */
  fileEnds(source: Source): void {
    const group = this.#groups.at(-1);
    if (group?.directive.source !== source) return;
    throw failureOn(cPreprocessor, group.directive, { problem: `#${group.directive.text} without #endif` });
  }

  #current(directive: Token): Group {
    const group = this.#groups.at(-1);
    if (group !== undefined && group.directive.source === directive.source) return group;
    throw failureOn(cPreprocessor, directive, { problem: `#${directive.text} without #if` });
  }
}
