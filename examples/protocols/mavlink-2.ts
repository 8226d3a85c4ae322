// MAVLink 2 frame: https://mavlink.io/en/guide/serialization.html. The checksum (CRC-16/MCRF4XX) covers everything between
// the start byte and itself, and one more byte that only sender and receiver know: a hash of the message's definition.
import {
  bytes,
  checksum,
  constant,
  enumeration,
  f32,
  flags,
  type Infer,
  i16,
  i32,
  lengthOf,
  optional,
  record,
  type Schema,
  scaled,
  u8,
  u16,
  u24,
  u32,
} from 'structwire';

const CRC_EXTRA = { 0: 50, 30: 39, 33: 104 };

export const MavlinkFrame = record(
  {
    start: constant(u8, 0xfd),
    length: lengthOf('payload', u8),
    incompatible: flags(u8, { signed: 1 }),
    compatible: u8,
    sequence: u8,
    system: u8,
    component: u8,
    message: u24,
    payload: bytes('length'), // zeros at the end are cut off
    checksum: checksum('crc16/mcrf4xx', u16, {
      from: 'length',
      through: 'payload',
      extra: { field: 'message', bytes: CRC_EXTRA },
    }),
    signature: optional(bytes(13), 'incompatible.signed'),
  },
  { name: 'mavlink_2' },
);

/** Message 0. On the wire the fields stand in the order of their sizes. */
export const Heartbeat = record({
  customMode: u32,
  type: enumeration(u8, { generic: 0, fixedWing: 1, quadrotor: 2, groundStation: 6 }),
  autopilot: u8,
  baseMode: flags(u8, {
    customModeEnabled: 1,
    test: 2,
    auto: 4,
    guided: 8,
    stabilize: 16,
    hil: 32,
    manualInput: 64,
    safetyArmed: 128,
  }),
  systemStatus: enumeration(u8, { uninit: 0, boot: 1, calibrating: 2, standby: 3, active: 4, critical: 5 }),
  mavlinkVersion: u8,
});

/** Message 30. */
export const Attitude = record({
  timeBootMs: u32,
  roll: f32,
  pitch: f32,
  yaw: f32,
  rollSpeed: f32,
  pitchSpeed: f32,
  yawSpeed: f32,
});

/** Message 33. */
export const GlobalPosition = record({
  timeBootMs: u32,
  latitude: scaled(i32, 1e-7, 0, 'deg'),
  longitude: scaled(i32, 1e-7, 0, 'deg'),
  altitude: scaled(i32, 1e-3, 0, 'm'),
  relativeAltitude: scaled(i32, 1e-3, 0, 'm'),
  velocityNorth: scaled(i16, 0.01, 0, 'm/s'),
  velocityEast: scaled(i16, 0.01, 0, 'm/s'),
  velocityDown: scaled(i16, 0.01, 0, 'm/s'),
  heading: scaled(u16, 0.01, 0, 'deg'),
});

/** The message in a frame: the zeros that were cut off come back first. */
export function messageIn<Message>(frame: Infer<typeof MavlinkFrame>, schema: Schema<Message, never>): Message {
  const whole = new Uint8Array(schema.size ?? frame.payload.length);
  whole.set(frame.payload.subarray(0, whole.length));
  return schema.decode(whole);
}

/** The payload of a message: without the zeros at its end, but not empty. */
export function payloadOf<Message>(message: Message, schema: Schema<unknown, Message>): Uint8Array {
  const whole = schema.encode(message);
  let length = whole.length;
  while (length > 1 && whole[length - 1] === 0) length--;
  return whole.subarray(0, length);
}
