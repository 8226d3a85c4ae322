export { cobs } from './cobs.ts';
export { datagram } from './datagram.ts';
export { delimiter } from './delimiter.ts';
export { fixed } from './fixed.ts';
export {
  DEFAULT_MAX_FRAME,
  encodeFrame,
  type FrameDecoder,
  type FrameEncoder,
  type FrameState,
  type Framing,
} from './framing.ts';
export type { LengthFieldName } from './length-field.ts';
export type { LengthHeaderOptions } from './length-header.ts';
export { type LengthPrefixOptions, lengthPrefix } from './length-prefix.ts';
export { parseFraming } from './parse-framing.ts';
export { slip } from './slip.ts';
export { type FrameChecksum, type SyncOptions, sync } from './sync.ts';
export { varintPrefix } from './varint-prefix.ts';
