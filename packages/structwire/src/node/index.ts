export { agree } from '../connection/agreement/agree.ts';
export { Connection } from '../connection/connection.ts';
export {
  type CodecChoice,
  type ConnectionOptions,
  type ConnectionPlan,
  type DamageCallback,
  type FlushPolicy,
  type PlanDefaults,
  planConnection,
} from '../connection/connection-plan.ts';
export type { ConnectionEnd, ConnectionStats } from '../connection/connection-stats.ts';
export { EncodedRecords } from '../connection/encoded-records.ts';
export {
  type ConnectionLimits,
  DEFAULT_LIMITS,
  RECONNECT_DEFAULTS,
  SERVER_DEFAULTS,
  type ServerLimits,
} from '../connection/limits.ts';
export { type MemoryPairOptions, memoryPair } from '../connection/memory-pair.ts';
export type { PreparedRecords } from '../connection/prepared-records.ts';
export type { RecordCallback } from '../connection/record-pump.ts';
export type { Security } from '../connection/security.ts';
export type { MessageStats, Scheduler, SweepTarget, Transport, TransportSink } from '../connection/transport.ts';
export { type ConnectOptions, connect, type ReconnectingOptions } from './connect.ts';
export type { ConnectTarget } from './connect-target.ts';
export type { ConnectionEvent, ReconnectEvent } from './connection-events.ts';
export { DuplexTransport, type NodeStreams } from './duplex-transport.ts';
export { type FromDuplexOptions, fromDuplex } from './from-duplex.ts';
export { type ListenOptions, listen } from './listen.ts';
export type { ListenTarget } from './listen-target.ts';
export type { Listener, ListenerSink } from './listener.ts';
export { nodeScheduler } from './node-scheduler.ts';
export type { Account } from './reconnect/delivery-log.ts';
export { LastingConnection } from './reconnect/lasting-connection.ts';
export type { ReconnectChange, ReconnectOptions } from './reconnect/reconnect-options.ts';
export type { ConnectionHandler, Server, ServerOptions } from './server.ts';
export type { ServerStats } from './server-stats.ts';
export type { ConnectTls, ListenTls, Pem } from './tls-settings.ts';
export type { ConnectUdp, ListenUdp, UdpOptions } from './udp-options.ts';
export type { ConnectWebSocket, ListenWebSocket } from './websocket-options.ts';
