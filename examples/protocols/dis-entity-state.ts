// DIS Entity State PDU: IEEE 1278.1-2012, section 7.2.2. 144 bytes and 16 for each articulation parameter.
import {
  array,
  bytes,
  constant,
  countOf,
  enumeration,
  f32,
  f64,
  lengthOf,
  padding,
  record,
  text,
  u8,
  u16,
  u32,
} from 'structwire';

const EntityId = record({ site: u16, application: u16, entity: u16 });

const EntityType = record({
  kind: enumeration(u8, { other: 0, platform: 1, munition: 2, lifeForm: 3, environmental: 4 }),
  domain: enumeration(u8, { other: 0, land: 1, air: 2, surface: 3, subsurface: 4, space: 5 }),
  country: u16,
  category: u8,
  subcategory: u8,
  specific: u8,
  extra: u8,
});

const Vector = record({ x: f32, y: f32, z: f32 });
const WorldCoordinates = record({ x: f64, y: f64, z: f64 }); // metres from the centre of the Earth
const EulerAngles = record({ psi: f32, theta: f32, phi: f32 }); // radians

const ArticulationParameter = record({
  designator: enumeration(u8, { articulated: 0, attached: 1 }),
  changes: u8,
  attachedTo: u16,
  parameterType: u32,
  value: f64,
});

export const EntityState = record(
  {
    protocolVersion: u8,
    exerciseId: u8,
    pduType: constant(u8, 1),
    protocolFamily: constant(u8, 1),
    timestamp: u32,
    length: lengthOf(null, u16),
    status: padding(2),
    entityId: EntityId,
    force: enumeration(u8, { other: 0, friendly: 1, opposing: 2, neutral: 3 }),
    parameterCount: countOf('parameters', u8),
    entityType: EntityType,
    alternativeEntityType: EntityType,
    linearVelocity: Vector,
    location: WorldCoordinates,
    orientation: EulerAngles,
    appearance: u32,
    deadReckoning: record({
      algorithm: u8,
      parameters: bytes(15),
      linearAcceleration: Vector,
      angularVelocity: Vector,
    }),
    marking: record({ characterSet: u8, characters: text(11, 'latin1') }),
    capabilities: u32,
    parameters: array(ArticulationParameter, 'parameterCount'),
  },
  { name: 'entity_state', endian: 'be' },
);
