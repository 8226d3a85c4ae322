import type { RecordWriter } from './record-writer.ts';

/** What makes records the same bytes: what encodes them, and the name of the framing they are put in. */
export interface WireKind {
  readonly codec: object;
  readonly framing: string | undefined;
}

const FIRST_ROOM = 4_096;

/**
 * Records that are encoded once and can be sent often: again, or to many. Made by `connection.prepare(values)`, for
 * connections of the same codec and framing.
 */
export class PreparedRecords {
  /** How many records there are. */
  readonly count: number;
  /** Bytes of all of them, frames included. */
  readonly byteLength: number;
  readonly #kind: WireKind;
  readonly #bytes: Uint8Array;
  /** Where each of them ends. */
  readonly #ends: Uint32Array;

  private constructor(kind: WireKind, bytes: Uint8Array, ends: Uint32Array) {
    this.count = ends.length;
    this.byteLength = bytes.length;
    this.#kind = kind;
    this.#bytes = bytes;
    this.#ends = ends;
  }

  /** @throws what is wrong with a value. */
  static of<In>(values: Iterable<In>, writer: RecordWriter<In>, kind: WireKind): PreparedRecords {
    const ends: number[] = [];
    let [bytes, at] = [new Uint8Array(FIRST_ROOM), 0];
    for (const value of values) {
      let end = writer.writeInto(value, bytes, at);
      if (end < 0) {
        const record = writer.write(value);
        bytes = withRoom(bytes, at, record.length);
        bytes.set(record, at);
        end = at + record.length;
      }
      at = end;
      ends.push(at);
    }
    return new PreparedRecords(kind, bytes.slice(0, at), Uint32Array.from(ends));
  }

  /** Whether records of that kind are the same bytes. */
  isOf({ codec, framing }: WireKind): boolean {
    return this.#kind.codec === codec && this.#kind.framing === framing;
  }

  /** The bytes in pieces of whole records, each of at most `most` bytes unless a record has more. */
  messages(most: number): Uint8Array[] {
    if (this.byteLength <= most) return this.byteLength === 0 ? [] : [this.#bytes];
    const messages: Uint8Array[] = [];
    let [start, end] = [0, 0];
    for (const next of this.#ends) {
      if (next - start > most && end > start) {
        messages.push(this.#bytes.subarray(start, end));
        start = end;
      }
      end = next;
    }
    return [...messages, this.#bytes.subarray(start, end)];
  }
}

function withRoom(bytes: Uint8Array, used: number, byteLength: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(2 * bytes.length, used + byteLength));
  grown.set(bytes.subarray(0, used));
  return grown;
}
