import { readFileSync } from 'node:fs';
import { type AnyType, codec, decodeStream, isStructwireError, type Schema } from 'structwire';
import { describe, expect, it } from 'vitest';
import { bothWays } from '../../packages/structwire/test/schema/both-ways.ts';
import { Bmp } from './bmp.ts';
import { EntityState } from './dis-entity-state.ts';
import { ItchEntry } from './itch-5.0.ts';
import { Attitude, GlobalPosition, Heartbeat, MavlinkFrame, messageIn, payloadOf } from './mavlink-2.ts';
import { ModbusRequest, ModbusResponse } from './modbus-tcp.ts';
import { NetFlowV5 } from './netflow-v5.ts';
import { Ntp, unixMilliseconds } from './ntp.ts';
import { Packet } from './racing-telemetry.ts';
import { Ubx } from './ubx.ts';
import { Utmp } from './utmp.ts';
import { Wav } from './wav.ts';

/** The bytes that `make_vectors.py` puts together. */
const VECTORS = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Record<string, string>;

function vector(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(VECTORS[name] ?? '', 'hex'));
}

const order = { stockLocate: 7, trackingNumber: 0, timestamp: 34_200_000_012_345 };

/** The vectors of each schema, and something of what they say. */
const PROTOCOLS: readonly (readonly [AnyType, Readonly<Record<string, object>>])[] = [
  [
    Ntp,
    {
      'ntp client': {
        leap: 'none',
        version: 4,
        mode: 'client',
        poll: 6,
        precision: -20,
        transmit: { seconds: 0xe8fe3d80 },
      },
      'ntp server': {
        mode: 'server',
        stratum: 1,
        rootDelay: 0.03125,
        rootDispersion: 1.5,
        referenceId: Uint8Array.from([71, 80, 83, 0]),
      },
    },
  ],
  [
    ModbusRequest,
    {
      'modbus read request': {
        transaction: 1,
        length: 6,
        unit: 17,
        pdu: { tag: 3, value: { address: 0x6b, quantity: 3 } },
      },
      'modbus write request': { pdu: { tag: 16, value: { quantity: 2, byteCount: 4, values: [10, 0x102] } } },
      'modbus unknown function': { pdu: { tag: null, actual: 0x2b, value: Uint8Array.of(14, 1, 0) } },
    },
  ],
  [
    ModbusResponse,
    {
      'modbus read response': { pdu: { tag: 3, value: { byteCount: 6, values: [0x22b, 0, 100] } } },
      'modbus coils response': { pdu: { tag: 1, value: { values: Uint8Array.of(0xcd, 0x6b, 5) } } },
      'modbus exception': { pdu: { tag: 0x83, value: { code: 'illegalDataAddress' } } },
    },
  ],
  [
    NetFlowV5,
    {
      'netflow v5': {
        version: 5,
        count: 2,
        exported: new Date(1_700_000_000_000),
        samplingMode: 1,
        samplingInterval: 100,
        flows: [
          {
            sourceAddress: '10.0.2.2',
            destinationPort: 22,
            octets: 8400,
            tcpFlags: { fin: true, syn: true, ack: true, urg: false },
          },
          { destinationAddress: '8.8.8.8', protocol: 17, sourceAs: 64512, sourceMask: 24 },
        ],
      },
    },
  ],
  [
    Ubx,
    {
      'ubx nav-pvt': {
        message: 'NAV-PVT',
        length: 92,
        payload: {
          tag: 'NAV-PVT',
          value: {
            year: 2021,
            fixType: 'fix3d',
            carrSoln: 'fixed',
            lon: 10.9998553,
            velE: -0.007,
            pDOP: 1.12,
            magAcc: 0.45,
          },
        },
      },
      'ubx nav-sat': {
        payload: {
          value: {
            numSvs: 2,
            satellites: [
              { gnssId: 'gps', prRes: -1.2 },
              { gnssId: 'glonass', elev: -91 },
            ],
          },
        },
      },
      'ubx nav-status': {
        payload: { value: { gpsFix: 'fix3d', flags: { gpsFixOk: true, diffSoln: false, others: 0xd0 }, ttff: 27543 } },
      },
      'ubx nav-dop': { payload: { value: { gDOP: 1.68, eDOP: 0.45 } } },
      'ubx nav-posllh': { payload: { value: { lat: 47.1012345, height: 408, vAcc: 5.3 } } },
      'ubx ack-ack': { payload: { tag: 'ACK-ACK', value: { message: 0x0608 } } },
      'ubx cfg-rate': { payload: { value: { measRate: 100, timeRef: 'gps' } } },
      'ubx mon-ver': { payload: { value: { hwVersion: '00080000', extensions: ['FWVER=SPG 3.01', 'PROTVER=18.00'] } } },
      'ubx unknown': { message: 0x1340, payload: { tag: null, actual: 0x1340, value: Uint8Array.of(16, 0, 0) } },
    },
  ],
  [
    ItchEntry,
    {
      'itch system event': { message: { tag: 'S', value: { ...order, eventCode: 'Q' } } },
      'itch stock directory': {
        message: { tag: 'R', value: { stock: 'AAPL', issueSubType: 'Z', ipoFlag: '', roundLotSize: 100 } },
      },
      'itch add order': {
        message: { tag: 'A', value: { orderReference: 123456789012n, side: 'buy', stock: 'AAPL', price: 189.99 } },
      },
      'itch add order mpid': { message: { tag: 'F', value: { side: 'sell', price: 410.1234, attribution: 'LEHM' } } },
      'itch executed': { message: { tag: 'E', value: { executedShares: 100, matchNumber: 99n } } },
      'itch executed with price': { message: { tag: 'C', value: { printable: 'Y', executionPrice: 189.995 } } },
      'itch cancel': { message: { tag: 'X', value: { cancelledShares: 50 } } },
      'itch delete': { message: { tag: 'D', value: { orderReference: 123456789012n } } },
      'itch replace': { message: { tag: 'U', value: { newOrderReference: 123456789014n, shares: 250 } } },
      'itch trade': { message: { tag: 'P', value: { matchNumber: 100n } } },
      'itch unknown': {
        message: {
          tag: null,
          actual: '!',
          value: Uint8Array.from([0, 7, 0, 0, 31, 26, 206, 218, 32, 57, 110, 101, 119]),
        },
      },
    },
  ],
  [
    EntityState,
    {
      'dis entity state': {
        length: 176,
        entityId: { site: 42, application: 4, entity: 26 },
        force: 'friendly',
        entityType: { kind: 'platform', domain: 'land', country: 225 },
        location: { x: 4374462.8 },
        deadReckoning: { algorithm: 2, linearAcceleration: { z: 9.75 } },
        marking: { characters: '26' },
        parameters: [
          { designator: 'articulated', value: 0.75 },
          { designator: 'attached', parameterType: 17 },
        ],
      },
    },
  ],
  [
    Packet,
    {
      'racing telemetry': {
        header: { packetFormat: 2025, packetId: 'carTelemetry', sessionUid: 0x0123456789abcdefn, sessionTime: 63.5 },
        data: { tag: 'carTelemetry', value: { suggestedGear: 0 } },
      },
      'racing motion': { header: { packetId: 'motion' }, data: { tag: 'motion' } },
      'racing fastest lap': {
        data: { value: { code: 'FTLP', details: { tag: 'FTLP', value: { vehicle: 5, lapTime: 88.125 } } } },
      },
      'racing session started': {
        data: { value: { code: 'SSTA', details: { tag: null, actual: 'SSTA', value: new Uint8Array(12) } } },
      },
      'racing unknown': { header: { packetId: 99 }, data: { tag: null, actual: 99, value: Uint8Array.of(1, 2, 3) } },
    },
  ],
  [
    MavlinkFrame,
    {
      'mavlink heartbeat': { length: 9, message: 0, signature: undefined },
      'mavlink attitude': { length: 16, message: 30 },
      'mavlink position, signed': {
        length: 28,
        incompatible: { signed: true, others: 0 },
        signature: Uint8Array.from({ length: 13 }, (_, i) => i),
      },
      'mavlink unknown': { message: 70_000 },
    },
  ],
  [
    Bmp,
    {
      bmp: {
        fileSize: 70,
        pixelOffset: 54,
        headerSize: 40,
        header: { width: 2, height: -2, bitsPerPixel: 24, compression: 'rgb' },
      },
    },
  ],
  [
    Wav,
    {
      'wav of python': {
        chunks: [
          { id: 'fmt ', body: { tag: 'fmt ', value: { format: 'pcm', samplesPerSecond: 44100 } } },
          { id: 'data', size: 10 },
        ],
      },
      'wav with odd data': {
        chunks: [
          { size: 18 },
          { id: 'fact', body: { tag: null, actual: 'fact' } },
          { body: { tag: 'data', value: Uint8Array.of(1, 2, 3) } },
        ],
      },
    },
  ],
  [
    Utmp,
    {
      'utmp user': {
        type: 'userProcess',
        pid: 1234,
        line: 'pts/0',
        user: 'ada',
        host: 'host.example',
        time: { seconds: 1_700_000_000, microseconds: 123456 },
      },
      'utmp boot': { type: 'bootTime', line: '~', id: '~~', user: 'reboot' },
    },
  ],
];

/** Up to so many bytes each one is changed in every way, in longer records in three. */
const ALL_DAMAGE = 200;
const EVERY_DAMAGE = Array.from({ length: 255 }, (_, i) => i + 1);

const CASES = PROTOCOLS.flatMap(([type, vectors]) =>
  Object.entries(vectors).map(([name, value]) => ({ name, type, value })),
);

describe('the bytes of a protocol', () => {
  it.each(CASES)('$name: decode, and encode to the same bytes', ({ name, type, value }) => {
    const bytes = vector(name);
    for (const [way, schema] of ways(type)) {
      const decoded = schema.decode(bytes);
      expect(decoded, way).toMatchObject(value);
      expect(Buffer.from(schema.encode(decoded)).toString('hex'), way).toBe(VECTORS[name]);
    }
  });

  it.each(CASES)('$name: cut anywhere, need more', ({ name, type }) => {
    const bytes = vector(name);
    for (const [way, schema] of ways(type)) {
      const measurer = schema.isDelimited ? schema.measurer() : null;
      for (let length = 0; length < bytes.length; length++) {
        const outcome = outcomeOf(schema, bytes.subarray(0, length), bytes.length);
        if (measurer === null) continue; // what goes on to the end of a datagram or file ends earlier
        expect([length, outcome], way).toEqual([length, 'input-too-short']);
        expect(measurer.measure(bytes, 0, length)).toBeLessThan(0);
      }
      expect(measurer?.measure(bytes, 0, bytes.length) ?? bytes.length).toBe(bytes.length);
    }
  });

  it.each(CASES)('$name: damaged anywhere, give a value or say where', ({ name, type }) => {
    const bytes = vector(name);
    for (const [, schema] of ways(type)) {
      for (let at = 0; at < bytes.length; at++) {
        const original = bytes[at]!; // in range
        for (const damage of bytes.length <= ALL_DAMAGE ? EVERY_DAMAGE : [0x01, 0x80, 0xff]) {
          bytes[at] = original ^ damage;
          outcomeOf(schema, bytes, bytes.length);
        }
        bytes[at] = original;
      }
    }
  });

  it('are all there', () => {
    expect(CASES.map(({ name }) => name).sort()).toEqual(Object.keys(VECTORS).sort());
  });
});

describe('streams', () => {
  it.each([
    ['NASDAQ ITCH', ItchEntry, 'itch '],
    ['UBX', Ubx, 'ubx '],
    ['Modbus', ModbusRequest, 'modbus write'],
    ['MAVLink', MavlinkFrame, 'mavlink '],
    ['utmp', Utmp, 'utmp '],
  ] as const)('of %s are cut into records', async (_name, type, prefix) => {
    const names = Object.keys(VECTORS).filter((name) => name.startsWith(prefix));
    const bytes = Uint8Array.from(names.flatMap((name) => [...vector(name)]));
    const schema = codec(type as AnyType) as unknown as Schema<unknown>; // only read
    const expected = names.map((name) => schema.decode(vector(name)));
    for (const size of [1, 7, 100, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const records: unknown[] = [];
      for await (const record of decodeStream(schema, chunks)) records.push(record);
      expect(records).toEqual(expected);
    }
  });
});

describe('what the examples do beyond their schemas', () => {
  it('NTP: the time of a packet', () => {
    const { transmit } = Ntp.decode(vector('ntp client'));
    expect(new Date(unixMilliseconds(transmit)).toISOString()).toBe('2023-11-14T18:40:00.500Z');
  });

  it('MAVLink: the messages in frames, and frames of messages', () => {
    const heartbeat = messageIn(MavlinkFrame.decode(vector('mavlink heartbeat')), Heartbeat);
    expect(heartbeat).toMatchObject({ customMode: 65536, type: 'quadrotor', systemStatus: 'active' });
    const attitude = messageIn(MavlinkFrame.decode(vector('mavlink attitude')), Attitude);
    expect(attitude).toMatchObject({ roll: 0.5, yaw: 1.5, yawSpeed: 0 });
    const position = messageIn(MavlinkFrame.decode(vector('mavlink position, signed')), GlobalPosition);
    expect(position).toMatchObject({ latitude: 47.1012345, velocityNorth: -1.2, heading: 359.99 });
    const frame = { sequence: 8, system: 1, component: 1, message: 30, incompatible: {}, compatible: 0 };
    expect(MavlinkFrame.encode({ ...frame, payload: payloadOf(attitude, Attitude) })).toEqual(
      vector('mavlink attitude'),
    );
  });
});

function ways(type: AnyType): readonly [string, Schema<unknown>][] {
  return bothWays(type) as unknown as [string, Schema<unknown>][]; // values go back where they came from
}

/** The code of the error, which must say where; `null` for a value. Anything else is a mistake of the library. */
function outcomeOf(schema: Schema<unknown>, bytes: Uint8Array, length: number): string | null {
  try {
    schema.decode(bytes);
    return null;
  } catch (error) {
    if (!isStructwireError(error)) throw error;
    if (!(error.offset !== undefined && error.offset >= 0 && error.offset <= length)) throw error;
    return error.code;
  }
}
