import { badOption } from '../../errors/network-errors.ts';
import { failure } from '../../errors/structwire-error.ts';

/**
 * What is known of the records that were sent, which are numbered from 0 in the order of `send`.
 *
 * ```
 * 0           confirmed        handedOver        accepted
 * +-----------+----------------+-----------------+
 * | arrived   | may have       | certainly not   |
 * |           | arrived        | sent            |
 * +-----------+----------------+-----------------+
 * ```
 *
 * Nobody tells this side what has reached the other one: whatever was handed over to the system on a connection that broke may
 * have arrived, or not, and the last of it in part. Only the other side knows; `confirm` is for what it says.
 */
export interface Account {
  /** So many records have arrived: the program said so with `confirm`. */
  readonly confirmed: number;
  /** So many records were handed over to the system on some connection, or are under way to it. */
  readonly handedOver: number;
  /** So many records were taken by `send`. */
  readonly accepted: number;
}

/** Encoded records, from the first one that may have to be sent (again), and how far each of them has come. */
export class DeliveryLog {
  readonly #keepsUnconfirmed: boolean;
  #records: Uint8Array[] = [];
  /** Index of the first record that is kept; those before it are gone. */
  #head = 0;
  /** Its number, and the bytes of all records before it. */
  #first = 0;
  #firstBytes = 0;
  /** The number of the record that the connection gets next, and the bytes of all records before it. */
  #next = 0;
  #nextBytes = 0;
  /** The bytes of all records before the first one that the connection was given. */
  #startBytes = 0;
  #acceptedBytes = 0;
  #confirmed = 0;
  #handedOver = 0;

  constructor(keepsUnconfirmed: boolean) {
    this.#keepsUnconfirmed = keepsUnconfirmed;
  }

  get account(): Account {
    return {
      confirmed: this.#confirmed,
      handedOver: Math.max(this.#handedOver, this.#next),
      accepted: this.#accepted,
    };
  }

  /** Bytes of the records that no connection has now. */
  get waitingBytes(): number {
    return this.#acceptedBytes - this.#nextBytes;
  }

  /** Bytes of the records that have to be kept until they are confirmed. */
  get unconfirmedBytes(): number {
    return this.#keepsUnconfirmed ? this.#acceptedBytes - this.#firstBytes : 0;
  }

  get hasWaiting(): boolean {
    return this.#next < this.#accepted;
  }

  accept(bytes: Uint8Array): void {
    this.#records.push(bytes);
    this.#acceptedBytes += bytes.length;
  }

  /** The next record for the connection, which has handed over `handedBytes` of those that it was given. */
  give(handedBytes: number): Uint8Array | undefined {
    const bytes = this.#records[this.#head + this.#next - this.#first];
    if (bytes === undefined) return undefined;
    if (!this.#keepsUnconfirmed) this.#forgetUpTo(this.#startBytes + handedBytes);
    this.#next++;
    this.#nextBytes += bytes.length;
    return bytes;
  }

  /** The connection is gone, and handed over `handedBytes` of what it was given. */
  lose(handedBytes: number): void {
    const end = this.#startBytes + handedBytes;
    if (this.#keepsUnconfirmed) {
      this.#handedOver = Math.max(this.#handedOver, this.#numberAt(end));
    } else {
      this.#forgetUpTo(end);
      this.#handedOver = Math.max(this.#handedOver, this.#first);
    }
    this.#next = this.#first;
    this.#startBytes = this.#nextBytes = this.#firstBytes;
  }

  /** @throws StructwireError `bad-option` for more records than there were. */
  confirm(records: number): void {
    const { handedOver } = this.account;
    if (!Number.isSafeInteger(records) || records < 0 || records > handedOver) {
      const expected = `a number of records up to ${handedOver}, which were handed over`;
      throw failure(badOption, { option: 'confirm', expected, actual: String(records) });
    }
    this.#confirmed = Math.max(this.#confirmed, records);
    while (this.#keepsUnconfirmed && this.#first < this.#confirmed) this.#forgetFirst();
  }

  get #accepted(): number {
    return this.#first + this.#records.length - this.#head;
  }

  /** How many records end within the first `bytes` of all that were accepted. */
  #numberAt(bytes: number): number {
    let [number, end] = [this.#first, this.#firstBytes];
    for (let index = this.#head; number < this.#next; index++, number++) {
      end += this.#records[index]?.length ?? 0;
      if (end > bytes) break;
    }
    return number;
  }

  #forgetUpTo(bytes: number): void {
    while (this.#first < this.#next && this.#firstBytes + this.#records[this.#head]!.length <= bytes) {
      this.#forgetFirst(); // it is there: `#next` is behind it
    }
  }

  #forgetFirst(): void {
    const length = this.#records[this.#head]?.length ?? 0;
    this.#firstBytes += length;
    this.#first++;
    // An earlier connection had it: this one goes on behind it.
    if (this.#next < this.#first) {
      this.#next = this.#first;
      this.#nextBytes += length;
      this.#startBytes += length;
    }
    this.#head++;
    if (this.#head * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
  }
}
