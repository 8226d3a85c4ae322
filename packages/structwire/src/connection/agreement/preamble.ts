import { agreementInvalid, agreementMissing } from '../../errors/agreement-errors.ts';
import { bytesOfHex, hexByte, hexOf } from '../../errors/hex.ts';
import { failure, type StructwireError } from '../../errors/structwire-error.ts';
import { ByteWindow } from '../../framing/byte-window.ts';
import { type Direction, directionJson, readDirection } from './description.ts';

/** What one side says about itself before the first record. */
export interface Preamble {
  /** Chosen by chance: whoever gets its own back talks to itself. */
  readonly nonce: string;
  readonly send: Direction;
  readonly receive: Direction;
}

// Not ASCII, so that it is no text; a line end of either kind, which a transfer as text would change; and the version.
const MAGIC = Uint8Array.of(0x89, 0x73, 0x74, 0x77, 0x0d, 0x0a, 0x1a);
const VERSION = 1;
const NONCE_AT = 8;
const SEND_AT = 16;
const RECEIVE_AT = 32;
const LENGTH_AT = 48;
const HEAD_BYTES = 52;
const NONCE_BYTES = 8;
const HASH_BYTES = 16;

/** Longest description that is read, in bytes. */
export const MOST_DESCRIPTION: number = 64 * 1024;

/**
 * The bytes of a preamble. A description that is too long because of its names says nothing of the fields.
 *
 * ```
 * 0                7     8       16            32            48       52
 * +----------------+-----+-------+-------------+-------------+--------+-------------+
 * | 89 s t w CR LF | ver | nonce | fingerprint | fingerprint | length | description |
 * | 1a             | 01  |       | sent        | expected    | u32 le | JSON, UTF-8 |
 * +----------------+-----+-------+-------------+-------------+--------+-------------+
 * ```
 */
export function encodePreamble({ nonce, send, receive }: Preamble): Uint8Array<ArrayBuffer> {
  const text = descriptionText(send, receive);
  const bytes = new Uint8Array(HEAD_BYTES + text.length);
  bytes.set(MAGIC);
  bytes[MAGIC.length] = VERSION;
  bytes.set(bytesOfHex(nonce), NONCE_AT);
  bytes.set(bytesOfHex(send.fingerprint), SEND_AT);
  bytes.set(bytesOfHex(receive.fingerprint), RECEIVE_AT);
  new DataView(bytes.buffer).setUint32(LENGTH_AT, text.length, true);
  bytes.set(text, HEAD_BYTES);
  return bytes;
}

function descriptionText(send: Direction, receive: Direction): Uint8Array {
  const [sent, expected] = [directionJson(send), directionJson(receive)];
  const text = new TextEncoder().encode(JSON.stringify({ send: sent, receive: expected }));
  if (text.length <= MOST_DESCRIPTION) return text;
  return descriptionText({ ...send, fields: [], isCut: true }, { ...receive, fields: [], isCut: true });
}

/** A nonce that nobody else is likely to have at the same time. It keeps no secret. */
export function newNonce(): string {
  return hexOf(Uint8Array.from({ length: NONCE_BYTES }, () => Math.random() * 256));
}

/** Whether bytes begin as a preamble does: for whoever expects none. */
export function isPreamble(bytes: Uint8Array): boolean {
  return bytes.length > MAGIC.length && MAGIC.every((byte, i) => bytes[i] === byte);
}

/** Takes the preamble off the front of a stream. It keeps what has arrived, and never more than a preamble can take. */
export class PreambleReader {
  readonly #address: string;
  readonly #window = new ByteWindow();

  constructor(address: string) {
    this.#address = address;
  }

  /** Bytes that are here. */
  get have(): number {
    return this.#window.length;
  }

  /**
   * The preamble, once it is all here, with the bytes behind it.
   *
   * @throws StructwireError `agreement-missing` at the first byte that is none of a preamble; `agreement-invalid`.
   */
  push(chunk: Uint8Array): { readonly preamble: Preamble; readonly rest: Uint8Array<ArrayBuffer> } | undefined {
    const window = this.#window;
    window.push(chunk);
    this.#checkMagic();
    const preamble = this.#read();
    window.keep();
    if (preamble === undefined) return undefined;
    const { length } = window;
    window.require(length);
    return { preamble, rest: window.bytes.slice(window.start, window.start + length) };
  }

  #checkMagic(): void {
    const window = this.#window;
    const length = Math.min(window.length, NONCE_AT);
    for (let i = 0; i < length; i++) {
      const byte = window.byteAt(i);
      if (i < MAGIC.length ? byte === MAGIC[i] : byte === VERSION) continue;
      if (i === MAGIC.length) throw this.#invalid(`it is of version ${byte}, and this side speaks version ${VERSION}`);
      throw failure(agreementMissing, { address: this.#address, reason: `it sent ${this.#firstBytes()}` });
    }
  }

  #firstBytes(): string {
    const window = this.#window;
    return Array.from({ length: Math.min(window.length, 16) }, (_, i) => hexByte(window.byteAt(i))).join(' ');
  }

  #read(): Preamble | undefined {
    const window = this.#window;
    if (!window.require(HEAD_BYTES)) return undefined;
    const { bytes, start } = window;
    const length = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(LENGTH_AT, true);
    if (length > MOST_DESCRIPTION) {
      throw this.#invalid(`its description has ${length} bytes, more than ${MOST_DESCRIPTION}`);
    }
    if (!window.require(HEAD_BYTES + length)) return undefined;
    const preamble = this.#parse(window.bytes.subarray(window.start, window.start + HEAD_BYTES + length));
    window.consume(HEAD_BYTES + length);
    return preamble;
  }

  #parse(bytes: Uint8Array): Preamble {
    const { send, receive } = this.#description(bytes.subarray(HEAD_BYTES));
    const sent = readDirection(send, hexOf(bytes.subarray(SEND_AT, SEND_AT + HASH_BYTES)));
    const expected = readDirection(receive, hexOf(bytes.subarray(RECEIVE_AT, RECEIVE_AT + HASH_BYTES)));
    if (sent === undefined || expected === undefined) throw this.#invalid('its description lacks what it must say');
    return { nonce: hexOf(bytes.subarray(NONCE_AT, NONCE_AT + NONCE_BYTES)), send: sent, receive: expected };
  }

  #description(bytes: Uint8Array): { readonly send?: unknown; readonly receive?: unknown } {
    try {
      const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      return typeof json === 'object' && json !== null ? json : {};
    } catch {
      throw this.#invalid('its description is no JSON');
    }
  }

  #invalid(reason: string): StructwireError {
    return failure(agreementInvalid, { address: this.#address, reason });
  }
}
