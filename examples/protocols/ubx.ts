// u-blox UBX: u-blox 8 / M8 Receiver Description, chapter 32 (frame: 32.2, checksum: 32.4).
// The payload is chosen by class and ID, here read as one number, class first.
import {
  array,
  be,
  bits,
  bytes,
  checksum,
  constant,
  countOf,
  enumeration,
  flags,
  i8,
  i16,
  i32,
  lengthOf,
  padding,
  record,
  rest,
  scaled,
  sized,
  tagOf,
  text,
  u8,
  u16,
  u32,
  union,
} from 'structwire';

const degrees = scaled(i32, 1e-7, 0, 'deg');
const heading = scaled(i32, 1e-5, 0, 'deg');
const millimetres = scaled(i32, 1e-3, 0, 'm');
const accuracy = scaled(u32, 1e-3, 0, 'm');
const metresPerSecond = scaled(i32, 1e-3, 0, 'm/s');
const dilution = scaled(u16, 0.01);

export const NavPosLlh = record({
  iTOW: u32, // ms
  lon: degrees,
  lat: degrees,
  height: millimetres,
  hMSL: millimetres,
  hAcc: accuracy,
  vAcc: accuracy,
});

export const NavStatus = record({
  iTOW: u32,
  gpsFix: enumeration(u8, { none: 0, deadReckoning: 1, fix2d: 2, fix3d: 3, gnssAndDeadReckoning: 4, timeOnly: 5 }),
  flags: flags(u8, { gpsFixOk: 1, diffSoln: 2, wknSet: 4, towSet: 8 }),
  fixStat: u8,
  flags2: u8,
  ttff: u32, // ms
  msss: u32, // ms
});

export const NavDop = record({
  iTOW: u32,
  gDOP: dilution,
  pDOP: dilution,
  tDOP: dilution,
  vDOP: dilution,
  hDOP: dilution,
  nDOP: dilution,
  eDOP: dilution,
});

export const NavPvt = record({
  iTOW: u32,
  year: u16,
  month: u8,
  day: u8,
  hour: u8,
  min: u8,
  sec: u8,
  valid: flags(u8, { validDate: 1, validTime: 2, fullyResolved: 4, validMag: 8 }),
  tAcc: u32, // ns
  nano: i32, // ns
  fixType: enumeration(u8, { none: 0, deadReckoning: 1, fix2d: 2, fix3d: 3, gnssAndDeadReckoning: 4, timeOnly: 5 }),
  gnssFixOK: bits(1),
  diffSoln: bits(1),
  psmState: bits(3),
  headVehValid: bits(1),
  carrSoln: enumeration(bits(2), { none: 0, float: 1, fixed: 2 }),
  flags2: u8,
  numSV: u8,
  lon: degrees,
  lat: degrees,
  height: millimetres,
  hMSL: millimetres,
  hAcc: accuracy,
  vAcc: accuracy,
  velN: metresPerSecond,
  velE: metresPerSecond,
  velD: metresPerSecond,
  gSpeed: metresPerSecond,
  headMot: heading,
  sAcc: scaled(u32, 1e-3, 0, 'm/s'),
  headAcc: scaled(u32, 1e-5, 0, 'deg'),
  pDOP: dilution,
  flags3: u16,
  reserved: bytes(4),
  headVeh: heading,
  magDec: scaled(i16, 1e-2, 0, 'deg'),
  magAcc: scaled(u16, 1e-2, 0, 'deg'),
});

const Satellite = record({
  gnssId: enumeration(u8, { gps: 0, sbas: 1, galileo: 2, beidou: 3, imes: 4, qzss: 5, glonass: 6 }),
  svId: u8,
  cno: u8, // dBHz
  elev: i8, // deg
  azim: i16, // deg
  prRes: scaled(i16, 0.1, 0, 'm'),
  flags: u32,
});

export const NavSat = record({
  iTOW: u32,
  version: constant(u8, 1),
  numSvs: countOf('satellites', u8),
  reserved: padding(2),
  satellites: array(Satellite, 'numSvs'),
});

const Acknowledged = record({ message: be(u16) });

export const CfgRate = record({
  measRate: u16, // ms
  navRate: u16, // cycles
  timeRef: enumeration(u16, { utc: 0, gps: 1, glonass: 2, beidou: 3, galileo: 4 }),
});

export const MonVer = record({ swVersion: text(30), hwVersion: text(10), extensions: array(text(30), rest) });

const MESSAGES = {
  'NAV-POSLLH': 0x0102,
  'NAV-STATUS': 0x0103,
  'NAV-DOP': 0x0104,
  'NAV-PVT': 0x0107,
  'NAV-SAT': 0x0135,
  'ACK-NAK': 0x0500,
  'ACK-ACK': 0x0501,
  'CFG-RATE': 0x0608,
  'MON-VER': 0x0a04,
} as const;

export const Ubx = record(
  {
    sync: constant(be(u16), 0xb562),
    message: tagOf('payload', enumeration(be(u16), MESSAGES)),
    length: lengthOf('payload', u16),
    payload: sized(
      'length',
      union(
        'message',
        {
          'NAV-POSLLH': NavPosLlh,
          'NAV-STATUS': NavStatus,
          'NAV-DOP': NavDop,
          'NAV-PVT': NavPvt,
          'NAV-SAT': NavSat,
          'ACK-NAK': Acknowledged,
          'ACK-ACK': Acknowledged,
          'CFG-RATE': CfgRate,
          'MON-VER': MonVer,
        },
        { unknown: 'keep' },
      ),
    ),
    checksum: checksum('fletcher8', u16, { from: 'message' }),
  },
  { name: 'ubx' },
);
