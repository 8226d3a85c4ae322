export { Connection, type ConnectionEnd, type ConnectionStats } from '../connection/connection.ts';
export {
  type CodecChoice,
  type ConnectionOptions,
  type ConnectionPlan,
  planConnection,
} from '../connection/connection-plan.ts';
export type { ConnectionLimits } from '../connection/limits.ts';
export { type MemoryPairOptions, memoryPair } from '../connection/memory-pair.ts';
export type { FlushPolicy } from '../connection/outbox.ts';
export type { RecordCallback } from '../connection/record-pump.ts';
export type { Scheduler, Transport, TransportSink } from '../connection/transport.ts';
export { type ConnectOptions, type ConnectTarget, connect } from './connect.ts';
export { type ListenOptions, type ListenTarget, listen } from './listen.ts';
export { nodeScheduler } from './node-scheduler.ts';
export type { ConnectionHandler, Server, ServerOptions, ServerStats } from './server.ts';
