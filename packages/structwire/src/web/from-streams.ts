import type { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/connection-plan.ts';
import { openConnection } from '../connection/open-connection.ts';
import { type StreamPair, StreamsTransport } from './streams-transport.ts';
import { webScheduler } from './web-scheduler.ts';

/** What the records on the streams are. */
export interface FromStreamsOptions<Out, In = Out> extends ConnectionOptions<Out, In> {
  /** What the other side is called in messages. Default `streams`. */
  readonly address?: string;
  /** Aborting gives the connection up; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
}

/**
 * A connection over any pair of Web Streams that carry bytes, such as a serial port of the browser, a stream of
 * WebTransport or a connection of Deno.
 *
 * The streams are locked and belong to the connection from now on. Backpressure is theirs: nothing is read that nobody
 * takes, and a sender waits while the writable stream does. `end` closes the writable stream; giving up cancels one and
 * aborts the other.
 *
 * @throws StructwireError `stream-needs-size`, `bad-option`
 * @example
 * ```ts
 * import { Struct } from 'structwire';
 * import { fromStreams } from 'structwire/web';
 *
 * const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(); // what is written comes back
 * const connection = fromStreams({ readable, writable }, { codec: new Struct('<H') });
 * await connection.send([7]);
 * for await (const record of connection) {
 *   console.log(record); // [7]
 *   break;
 * }
 * ```
 */
export function fromStreams<Out, In = Out>(
  streams: StreamPair,
  options: FromStreamsOptions<Out, In>,
): Connection<Out, In> {
  const { address = 'streams' } = options;
  return openConnection(options, webScheduler, () => new StreamsTransport(streams, address, webScheduler));
}
