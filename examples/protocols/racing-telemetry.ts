// Telemetry of a racing game in the manner of the EA F1 UDP specification: packed little-endian structures for 22 cars, one
// packet in a datagram, the kind of packet in its header.
import { array, enumeration, f32, i8, i16, record, sized, tagOf, text, u8, u16, u32, u64, union } from 'structwire';

const CARS = 22;
/** Rear left, rear right, front left, front right. */
const WHEELS = 4;

const PacketHeader = record({
  packetFormat: u16,
  gameYear: u8,
  gameMajorVersion: u8,
  gameMinorVersion: u8,
  packetVersion: u8,
  packetId: tagOf('data', enumeration(u8, { motion: 0, event: 3, carTelemetry: 6 })),
  sessionUid: u64,
  sessionTime: f32,
  frameIdentifier: u32,
  overallFrameIdentifier: u32,
  playerCarIndex: u8,
  secondaryPlayerCarIndex: u8, // 255: no second player
});

const CarMotion = record({
  worldPosition: array(f32, 3),
  worldVelocity: array(f32, 3),
  worldForwardDir: array(i16, 3),
  worldRightDir: array(i16, 3),
  gForceLateral: f32,
  gForceLongitudinal: f32,
  gForceVertical: f32,
  yaw: f32,
  pitch: f32,
  roll: f32,
});

const CarTelemetry = record({
  speed: u16, // km/h
  throttle: f32,
  steer: f32,
  brake: f32,
  clutch: u8,
  gear: i8, // 0: neutral, -1: reverse
  engineRpm: u16,
  drs: u8,
  revLightsPercent: u8,
  revLightsBits: u16,
  brakesTemperature: array(u16, WHEELS),
  tyresSurfaceTemperature: array(u8, WHEELS),
  tyresInnerTemperature: array(u8, WHEELS),
  engineTemperature: u16,
  tyresPressure: array(f32, WHEELS),
  surfaceType: array(u8, WHEELS),
});

/** Twelve bytes, of which each event uses as many as it needs. */
const EventDetails = sized(
  12,
  union(
    'code',
    {
      FTLP: record({ vehicle: u8, lapTime: f32 }),
      RTMT: record({ vehicle: u8 }),
      SPTP: record({
        vehicle: u8,
        speed: f32,
        isOverallFastest: u8,
        isDriverFastest: u8,
        fastestVehicle: u8,
        fastestSpeed: f32,
      }),
      BUTN: record({ buttons: u32 }),
    },
    { unknown: 'keep' },
  ),
);

export const Packet = record(
  {
    header: PacketHeader,
    data: union(
      'header.packetId',
      {
        motion: record({ cars: array(CarMotion, CARS) }),
        event: record({ code: tagOf('details', text(4, 'ascii', 'none')), details: EventDetails }),
        carTelemetry: record({
          cars: array(CarTelemetry, CARS),
          mfdPanelIndex: u8,
          mfdPanelIndexSecondaryPlayer: u8,
          suggestedGear: i8,
        }),
      },
      { unknown: 'keep' },
    ),
  },
  { name: 'packet' },
);
