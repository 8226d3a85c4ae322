/** A connection as its budget sees it. */
export interface BudgetMember {
  /** Memory that only the other side can make smaller: by sending the rest of a record, or by reading. */
  readonly burden: number;
  /** Frees it. */
  overBudget(limit: number): void;
}

/** The memory that many connections may take together. */
export class MemoryBudget {
  readonly limit: number;
  used = 0;
  readonly #members: Iterable<BudgetMember>;

  /** `members` are all that are there; it stays theirs. */
  constructor(limit: number, members: Iterable<BudgetMember>) {
    this.limit = limit;
    this.#members = members;
  }

  /** Nothing more should be taken in for now. */
  get isExhausted(): boolean {
    return this.used > this.limit;
  }

  /** A member that held so much has no burden any more. */
  leave(held: number): void {
    this.used -= held;
  }

  /** Counts a change; while too much is used, the members with the heaviest burden have to go. */
  change(delta: number): void {
    this.used += delta;
    while (delta > 0 && this.isExhausted) {
      const heaviest = this.#heaviest();
      if (heaviest === undefined) return;
      const before = this.used;
      heaviest.overBudget(this.limit);
      if (this.used >= before) return;
    }
  }

  #heaviest(): BudgetMember | undefined {
    let found: BudgetMember | undefined;
    for (const member of this.#members) {
      if (member.burden > (found?.burden ?? 0)) found = member;
    }
    return found;
  }
}
