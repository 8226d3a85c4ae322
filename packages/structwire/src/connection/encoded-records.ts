import type { Codec } from '../codec/codec.ts';
import type { Measurer } from '../codec/measure/measurer.ts';
import { outputTooSmall } from '../errors/buffer-errors.ts';
import { notDelimited } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';

/**
 * Records of a layout that are bytes already, for whoever passes them on: a relay, an echo. They are sent as they are;
 * nothing checks that they are what the layout says.
 *
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { connect, EncodedRecords, listen } from 'structwire/net';
 *
 * const codec = new Struct('<H');
 * const send = new EncodedRecords(codec.layout);
 * await using server = await listen({ port: 0, codec: { receive: codec, send } }, async (connection) => {
 *   for await (const [number] of connection) await connection.send(codec.pack(number + 1));
 * });
 * await using client = await connect({ port: server.port, codec });
 * await client.send([6]);
 * for await (const [number] of client) {
 *   console.log(number); // 7
 *   break;
 * }
 * ```
 */
export class EncodedRecords implements Codec<Uint8Array> {
  readonly layout: Layout;
  readonly size: null = null;
  readonly isDelimited: boolean = false;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  encode(value: Uint8Array): Uint8Array<ArrayBuffer> {
    return value.slice();
  }

  encodeInto(value: Uint8Array, target: Uint8Array, offset = 0): number {
    const { length } = value;
    if (length > target.length - offset) {
      throw failure(outputTooSmall, { needed: length, available: target.length - offset }, { offset });
    }
    target.set(value, offset);
    return length;
  }

  decode(bytes: Uint8Array): Uint8Array {
    return bytes.slice();
  }

  decodeFrom(bytes: Uint8Array, offset = 0): Uint8Array {
    return bytes.slice(offset);
  }

  decodeMany(bytes: Uint8Array, start = 0, end: number = bytes.length): Uint8Array[] {
    return start < end ? [bytes.slice(start, end)] : [];
  }

  measurer(): Measurer {
    throw failure(notDelimited, {});
  }
}
