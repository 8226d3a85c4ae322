import type { Connection } from '../../connection/connection.ts';
import type { ConnectionPlan } from '../../connection/connection-plan.ts';
import type { Scheduler, Transport } from '../../connection/transport.ts';
import type { ReconnectPlan } from './reconnect-options.ts';

/** What a lasting connection needs of the world. */
export interface LastingSettings<Out, In> {
  /** Where to, for messages. */
  readonly target: string;
  readonly plan: ConnectionPlan<Out, In>;
  readonly reconnect: ReconnectPlan;
  readonly scheduler: Scheduler;
  /** Connects once more. */
  readonly open: (signal: AbortSignal) => Promise<Transport>;
  /** Told of each connection. */
  readonly onConnection: (connection: OneConnection<Out>) => void;
}

/** One of the connections of a lasting one: it is given records that were encoded when they were accepted. */
export type OneConnection<Out> = Connection<Out, Uint8Array>;
