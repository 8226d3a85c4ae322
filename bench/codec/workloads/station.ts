import { checkedText, isFloat32, isUint16, isUint32, putText, readText, refuse } from '../shapes/hand-checks.ts';
import { list, type RecordShape, record, text } from '../shapes/shape.ts';
import { type ShapedWorkload, shapedWorkload } from '../shapes/shaped-workload.ts';
import { RECORDS } from '../workload.ts';

/** A measuring station. */
export interface Station {
  name: string;
  samples: number[];
  place: { x: number; y: number; z: number };
}

export const STATION: RecordShape = record({
  name: text('u16'),
  samples: list('u16', 16),
  place: record({ x: 'f32', y: 'f32', z: 'u32' }),
});

const NAMES = ['north gate', 'main pump inlet', 'roof', 'boiler 7', 'Zählerraum', 'tank farm, west', 'dock', 'lab'];
const BEHIND = 44; // bytes behind the name

const values = Array.from({ length: RECORDS }, (_, i): Station => {
  return {
    name: `${NAMES[i % NAMES.length]} ${i}`,
    samples: Array.from({ length: 16 }, (__, k) => (i * 31 + k * 777) & 0xffff),
    place: { x: i * 0.5, y: 0 - i, z: i * 1000 },
  };
});

function load(bytes: Uint8Array, at: number, end: number, view: DataView, isWhole: boolean): Station {
  if (at + 2 > end) refuse('length');
  const length = view.getUint16(at, true);
  const p = at + 2 + length;
  if (isWhole ? p + BEHIND !== end : p + BEHIND > end) refuse('length');
  return {
    name: readText(bytes, at + 2, length),
    samples: [
      view.getUint16(p, true),
      view.getUint16(p + 2, true),
      view.getUint16(p + 4, true),
      view.getUint16(p + 6, true),
      view.getUint16(p + 8, true),
      view.getUint16(p + 10, true),
      view.getUint16(p + 12, true),
      view.getUint16(p + 14, true),
      view.getUint16(p + 16, true),
      view.getUint16(p + 18, true),
      view.getUint16(p + 20, true),
      view.getUint16(p + 22, true),
      view.getUint16(p + 24, true),
      view.getUint16(p + 26, true),
      view.getUint16(p + 28, true),
      view.getUint16(p + 30, true),
    ],
    place: { x: view.getFloat32(p + 32, true), y: view.getFloat32(p + 36, true), z: view.getUint32(p + 40, true) },
  };
}

/** Checks all, then stores: in new bytes if there are none. */
function store(
  { name, samples, place }: Station,
  into: Uint8Array | null,
  at: number,
  over: DataView | null,
): Uint8Array {
  const text = checkedText(name, 0xffff);
  if (!Array.isArray(samples) || samples.length !== 16) refuse('samples');
  for (let i = 0; i < 16; i++) if (!isUint16(samples[i]!)) refuse('samples'); // of 16
  const { x, y, z } = place;
  if (!isFloat32(x) || !isFloat32(y) || !isUint32(z)) refuse('place');
  const { length } = text;
  const bytes = into ?? new Uint8Array(2 + length + BEHIND);
  const view = over ?? new DataView(bytes.buffer);
  const p = at + 2 + length;
  if (p + BEHIND > bytes.length) refuse('room');
  view.setUint16(at, length, true);
  putText(bytes, at + 2, text);
  for (let i = 0; i < 16; i++) view.setUint16(p + 2 * i, samples[i]!, true); // of 16
  view.setFloat32(p + 32, x, true);
  view.setFloat32(p + 36, y, true);
  view.setUint32(p + 40, z, true);
  return bytes;
}

export const station: ShapedWorkload<Station> = shapedWorkload({
  name: 'd',
  title: 'a text of UTF-8 behind its length, 16 u16 and a nested record; about 60 bytes',
  shape: STATION,
  values,
  consume: 'r.name.length + r.samples[0] + r.samples[15] + r.place.x + r.place.y + r.place.z',
  load,
  store,
});
