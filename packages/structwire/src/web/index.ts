export { Connection } from '../connection/connection.ts';
export type {
  CodecChoice,
  ConnectionOptions,
  DamageCallback,
  FlushPolicy,
} from '../connection/connection-plan.ts';
export type { ConnectionEnd, ConnectionStats } from '../connection/connection-stats.ts';
export { type ConnectionLimits, DEFAULT_LIMITS } from '../connection/limits.ts';
export { type ConnectOptions, connect } from './connect.ts';
export { type FromStreamsOptions, fromStreams } from './from-streams.ts';
export type { StreamPair } from './streams-transport.ts';
