import { isGenuine, type SoakRecord } from './soak-record.ts';

/** What was sent and what has come, on one side of the clients that follow the rules. */
export class Ledger {
  received = 0;
  lost = 0;
  duplicated = 0;
  invented = 0;
  readonly #isFixed: boolean;
  readonly #next = new Map<number, number>();

  constructor(isFixed: boolean) {
    this.#isFixed = isFixed;
  }

  /** Opens the account of a client. */
  expect(client: number): void {
    this.#next.set(client, 0);
  }

  /** `false` for a record of nobody. */
  take(found: SoakRecord): boolean {
    const next = this.#next.get(found.client);
    if (next === undefined || !isGenuine(found, this.#isFixed)) return false;
    this.received++;
    if (found.index > next) this.lost += found.index - next;
    if (found.index < next) this.duplicated++;
    this.#next.set(found.client, Math.max(next, found.index + 1));
    return true;
  }

  /** Closes the account of a client that has sent so many. */
  close(client: number, sent: number): void {
    const next = this.#next.get(client) ?? 0;
    if (next < sent) this.lost += sent - next;
    if (next > sent) this.invented += next - sent;
    this.#next.delete(client);
  }
}
