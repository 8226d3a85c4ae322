import { struct } from 'structwire';
import { type Candidate, placed, RECORDS, type Workload } from '../workload.ts';

/** A sample of a motion sensor. */
export interface Sample {
  time: bigint;
  id: number;
  ax: number;
  ay: number;
  az: number;
  gx: number;
  gy: number;
  gz: number;
  temperature: number;
  battery: number;
}

const SIZE = 40;
const FLOAT32_OVERFLOW = 3.4028235677973366e38;
export const SAMPLE_FORMAT = '<time:Q id:I ax:f ay:f az:f gx:f gy:f gz:f temperature:H battery:H';

const values = Array.from({ length: RECORDS }, (_, i): Sample => {
  return {
    time: 1_700_000_000_000_000n + BigInt(i) * 4_294_967_311n,
    id: (i * 7_919_777) >>> 0,
    ax: i * 0.5,
    ay: 0.5 - i * 0.25,
    az: 9.75,
    gx: i * 1.5,
    gy: -1 - i,
    gz: 0.125,
    temperature: 2000 + i,
    battery: 3000 + i,
  };
});

const place = placed(values, SIZE, (value) => struct(SAMPLE_FORMAT, { codegen: 'never' }).encode(value));

function load(view: DataView, at: number): Sample {
  return {
    time: view.getBigUint64(at, true),
    id: view.getUint32(at + 8, true),
    ax: view.getFloat32(at + 12, true),
    ay: view.getFloat32(at + 16, true),
    az: view.getFloat32(at + 20, true),
    gx: view.getFloat32(at + 24, true),
    gy: view.getFloat32(at + 28, true),
    gz: view.getFloat32(at + 32, true),
    temperature: view.getUint16(at + 36, true),
    battery: view.getUint16(at + 38, true),
  };
}

function isFloat32(value: number): boolean {
  if (typeof value !== 'number') return false;
  return !((value >= FLOAT32_OVERFLOW || value <= -FLOAT32_OVERFLOW) && Number.isFinite(value));
}

function isUint16(value: number): boolean {
  return typeof value === 'number' && (value & 0xffff) === value;
}

function store(view: DataView, at: number, value: Sample): void {
  view.setBigUint64(at, value.time, true);
  view.setUint32(at + 8, value.id, true);
  view.setFloat32(at + 12, value.ax, true);
  view.setFloat32(at + 16, value.ay, true);
  view.setFloat32(at + 20, value.az, true);
  view.setFloat32(at + 24, value.gx, true);
  view.setFloat32(at + 28, value.gy, true);
  view.setFloat32(at + 32, value.gz, true);
  view.setUint16(at + 36, value.temperature, true);
  view.setUint16(at + 38, value.battery, true);
}

/** Checks all, then stores. Each property is read once, as it costs. */
function storeChecked(view: DataView, at: number, value: Sample): void {
  const { time, id, ax, ay, az, gx, gy, gz, temperature, battery } = value;
  if (typeof time !== 'bigint' || BigInt.asUintN(64, time) !== time) throw new RangeError('time');
  if (typeof id !== 'number' || id >>> 0 !== id) throw new RangeError('id');
  if (!isFloat32(ax)) throw new RangeError('ax');
  if (!isFloat32(ay)) throw new RangeError('ay');
  if (!isFloat32(az)) throw new RangeError('az');
  if (!isFloat32(gx)) throw new RangeError('gx');
  if (!isFloat32(gy)) throw new RangeError('gy');
  if (!isFloat32(gz)) throw new RangeError('gz');
  if (!isUint16(temperature)) throw new RangeError('temperature');
  if (!isUint16(battery)) throw new RangeError('battery');
  view.setBigUint64(at, time, true);
  view.setUint32(at + 8, id, true);
  view.setFloat32(at + 12, ax, true);
  view.setFloat32(at + 16, ay, true);
  view.setFloat32(at + 20, az, true);
  view.setFloat32(at + 24, gx, true);
  view.setFloat32(at + 28, gy, true);
  view.setFloat32(at + 32, gz, true);
  view.setUint16(at + 36, temperature, true);
  view.setUint16(at + 38, battery, true);
}

const hand: Candidate<Sample> = {
  name: 'by hand, DataView',
  decode: (bytes) => {
    if (bytes.length !== SIZE) throw new RangeError('length');
    return load(new DataView(bytes.buffer, bytes.byteOffset, SIZE), 0);
  },
  decodeFrom: (chunk, at, view) => {
    if (!Number.isInteger(at) || at < 0 || at + SIZE > chunk.length) throw new RangeError('offset');
    return load(view, at);
  },
  encode: (value) => {
    const bytes = new Uint8Array(SIZE);
    storeChecked(new DataView(bytes.buffer), 0, value);
    return bytes;
  },
  encodeInto: (value, chunk, at, view) => {
    if (!Number.isInteger(at) || at < 0 || at + SIZE > chunk.length) throw new RangeError('offset');
    storeChecked(view, at, value);
    return SIZE;
  },
};

const unchecked: Candidate<Sample> = {
  name: 'by hand, no checks',
  decode: (bytes) => load(new DataView(bytes.buffer, bytes.byteOffset, SIZE), 0),
  decodeFrom: (_chunk, at, view) => load(view, at),
  encode: (value) => {
    const bytes = new Uint8Array(SIZE);
    store(new DataView(bytes.buffer), 0, value);
    return bytes;
  },
  encodeInto: (value, _chunk, at, view) => store(view, at, value),
};

function read(b: Buffer, at: number): Sample {
  return {
    time: b.readBigUInt64LE(at),
    id: b.readUInt32LE(at + 8),
    ax: b.readFloatLE(at + 12),
    ay: b.readFloatLE(at + 16),
    az: b.readFloatLE(at + 20),
    gx: b.readFloatLE(at + 24),
    gy: b.readFloatLE(at + 28),
    gz: b.readFloatLE(at + 32),
    temperature: b.readUInt16LE(at + 36),
    battery: b.readUInt16LE(at + 38),
  };
}

function write(b: Buffer, at: number, value: Sample): void {
  b.writeBigUInt64LE(value.time, at);
  b.writeUInt32LE(value.id, at + 8);
  b.writeFloatLE(value.ax, at + 12);
  b.writeFloatLE(value.ay, at + 16);
  b.writeFloatLE(value.az, at + 20);
  b.writeFloatLE(value.gx, at + 24);
  b.writeFloatLE(value.gy, at + 28);
  b.writeFloatLE(value.gz, at + 32);
  b.writeUInt16LE(value.temperature, at + 36);
  b.writeUInt16LE(value.battery, at + 38);
}

const buffer: Candidate<Sample> = {
  name: 'Buffer.readXX/writeXX',
  decode: (bytes) => read(bytes as Buffer, 0), // the inputs are
  decodeFrom: (chunk, at) => read(chunk as Buffer, at),
  encode: (value) => {
    const b = Buffer.allocUnsafe(SIZE);
    write(b, 0, value);
    return b;
  },
  encodeInto: (value, chunk, at) => write(chunk as Buffer, at, value),
};

export const sample: Workload<Sample> = {
  ...place,
  name: 'b',
  title: 'ten named fields: a u64, a u32, six f32, two u16; 40 bytes',
  consume: '(r.time !== 0n ? 1 : 0) + r.id + r.ax + r.ay + r.az + r.gx + r.gy + r.gz + r.temperature + r.battery',
  hand,
  others: [unchecked, buffer],
};
