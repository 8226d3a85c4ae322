import { Struct, struct } from 'structwire';
import { type Candidate, placed, RECORDS, type Workload } from '../workload.ts';

/** Python's `<I 2s 2x f`, with names. */
export interface Reading {
  id: number;
  tag: Uint8Array;
  value: number;
}

const SIZE = 12;
const FORMAT = '<id:I tag:2s 2x value:f';
const FLOAT32_OVERFLOW = 3.4028235677973366e38;

const values = Array.from({ length: RECORDS }, (_, i): Reading => {
  return { id: (i * 7_919_777) >>> 0, tag: Uint8Array.of(97 + (i % 26), 48 + (i % 10)), value: i * 0.75 };
});

const place = placed(values, SIZE, (value) => struct(FORMAT, { codegen: 'never' }).encode(value));

function copy(bytes: Uint8Array, at: number): Uint8Array {
  const tag = new Uint8Array(2); // twice as fast as slice
  tag[0] = bytes[at]!;
  tag[1] = bytes[at + 1]!;
  return tag;
}

function check({ id, tag, value }: Reading): void {
  if (typeof id !== 'number' || id >>> 0 !== id) throw new RangeError('id');
  if (!(tag instanceof Uint8Array) || tag.length !== 2) throw new RangeError('tag');
  if (typeof value !== 'number') throw new TypeError('value');
  if ((value >= FLOAT32_OVERFLOW || value <= -FLOAT32_OVERFLOW) && Number.isFinite(value))
    throw new RangeError('value');
}

function store(view: DataView, bytes: Uint8Array, at: number, { id, tag, value }: Reading): void {
  view.setUint32(at, id, true);
  bytes[at + 4] = tag[0]!;
  bytes[at + 5] = tag[1]!;
  bytes[at + 6] = 0;
  bytes[at + 7] = 0;
  view.setFloat32(at + 8, value, true);
}

const hand: Candidate<Reading> = {
  name: 'by hand, DataView',
  decode: (bytes) => {
    if (bytes.length !== SIZE) throw new RangeError('length');
    const view = new DataView(bytes.buffer, bytes.byteOffset, SIZE);
    return { id: view.getUint32(0, true), tag: copy(bytes, 4), value: view.getFloat32(8, true) };
  },
  decodeFrom: (chunk, at, view) => {
    if (!Number.isInteger(at) || at < 0 || at + SIZE > chunk.length) throw new RangeError('offset');
    return { id: view.getUint32(at, true), tag: copy(chunk, at + 4), value: view.getFloat32(at + 8, true) };
  },
  encode: (value) => {
    check(value);
    const bytes = new Uint8Array(SIZE);
    store(new DataView(bytes.buffer), bytes, 0, value);
    return bytes;
  },
  encodeInto: (value, chunk, at, view) => {
    check(value);
    if (!Number.isInteger(at) || at < 0 || at + SIZE > chunk.length) throw new RangeError('offset');
    store(view, chunk, at, value);
    return SIZE;
  },
};

const unchecked: Candidate<Reading> = {
  name: 'by hand, no checks',
  decode: (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, SIZE);
    return { id: view.getUint32(0, true), tag: copy(bytes, 4), value: view.getFloat32(8, true) };
  },
  decodeFrom: (chunk, at, view) => ({
    id: view.getUint32(at, true),
    tag: copy(chunk, at + 4),
    value: view.getFloat32(at + 8, true),
  }),
  encode: (value) => {
    const bytes = new Uint8Array(SIZE);
    store(new DataView(bytes.buffer), bytes, 0, value);
    return bytes;
  },
  encodeInto: (value, chunk, at, view) => store(view, chunk, at, value),
};

const buffer: Candidate<Reading> = {
  name: 'Buffer.readXX/writeXX',
  decode: (bytes) => {
    const b = bytes as Buffer; // the inputs are
    return { id: b.readUInt32LE(0), tag: copy(b, 4), value: b.readFloatLE(8) };
  },
  decodeFrom: (chunk, at) => {
    const b = chunk as Buffer; // the chunks are
    return { id: b.readUInt32LE(at), tag: copy(b, at + 4), value: b.readFloatLE(at + 8) };
  },
  encode: (value) => {
    const b = Buffer.allocUnsafe(SIZE);
    writeBuffer(b, 0, value);
    return b;
  },
  encodeInto: (value, chunk, at) => writeBuffer(chunk as Buffer, at, value),
};

function writeBuffer(b: Buffer, at: number, { id, tag, value }: Reading): void {
  b.writeUInt32LE(id, at);
  b[at + 4] = tag[0]!;
  b[at + 5] = tag[1]!;
  b[at + 6] = 0;
  b[at + 7] = 0;
  b.writeFloatLE(value, at + 8);
}

const packer = new Struct('<I 2s 2x f');

/** The tuple functions of Python's module; `pack` takes its values as arguments. */
const tuple: Candidate<Reading> = {
  name: 'structwire Struct',
  note: 'pack and unpack of tuples',
  decode: (bytes) => {
    const [id, tag, value] = packer.unpack(bytes);
    return { id, tag, value };
  },
  decodeFrom: (chunk, at) => {
    const [id, tag, value] = packer.unpackFrom(chunk, at);
    return { id, tag, value };
  },
  encode: ({ id, tag, value }) => packer.pack(id, tag, value),
  encodeInto: ({ id, tag, value }, chunk, at) => packer.packInto(chunk, at, id, tag, value),
};

export const reading: Workload<Reading> = {
  ...place,
  name: 'a',
  title: '`<I 2s 2x f`: an integer, two bytes, a float; 12 bytes',
  consume: 'r.id + both(r.tag) + r.value',
  hand,
  others: [unchecked, buffer],
};

/** Python's functions on tuples, against the same code by hand. */
export const tuples: Workload<Reading> = { ...reading, others: [tuple] };
