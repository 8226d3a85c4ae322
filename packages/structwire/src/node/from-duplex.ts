import type { Connection } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/connection-plan.ts';
import { openConnection } from '../connection/open-connection.ts';
import { publishConnection } from './connection-events.ts';
import { DuplexTransport, type NodeStreams } from './duplex-transport.ts';
import { nodeScheduler } from './node-scheduler.ts';

/** What the records on the streams are. */
export interface FromDuplexOptions<Out, In = Out> extends ConnectionOptions<Out, In> {
  /** What the other side is called in messages, such as `/dev/ttyUSB0`. Default `stream`. */
  readonly address?: string;
  /** Aborting gives the connection up; the reason is what readers and senders get. */
  readonly signal?: AbortSignal;
}

/**
 * A connection over any stream of Node that carries bytes both ways, such as a serial port, or over one stream for each
 * direction, such as those of a child process.
 *
 * The streams belong to the connection from now on: it ends and destroys them.
 *
 * @throws StructwireError `stream-needs-size`, `bad-option`
 * @example
 * ```ts
 * import { spawn } from 'node:child_process';
 * import { Struct } from 'structwire';
 * import { fromDuplex } from 'structwire/net';
 *
 * const child = spawn('cat');
 * const streams = { readable: child.stdout, writable: child.stdin };
 * await using connection = fromDuplex(streams, { codec: new Struct('<H'), address: 'cat' });
 * await connection.send([7]);
 * await connection.end();
 * for await (const record of connection) console.log(record); // [7]
 * ```
 */
export function fromDuplex<Out, In = Out>(
  streams: NodeStreams,
  options: FromDuplexOptions<Out, In>,
): Connection<Out, In> {
  const { address = 'stream' } = options;
  const connection = openConnection(options, nodeScheduler, () => new DuplexTransport(streams, address));
  publishConnection('client', connection);
  return connection;
}
