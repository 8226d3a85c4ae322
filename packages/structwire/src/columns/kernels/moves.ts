import { HOST_IS_LE, type Unit, type UnitArray } from '../column-array.ts';

// Loops that move bits unchanged but for the byte order: the same ones for decoding (a record's field to its column) and
// for encoding (a column to its field). Reading through a `DataView` and storing into a typed array is what engines keep
// in registers; `| 0` spares them the overflow checks, and a function for
// each width and order keeps each loop of one type. The caller has checked every bound, below 2**31.

/**
 * Moves `count` integers: read at byte `from` and then every `fromStep` bytes, stored at index `to` and then every
 * `toStep` elements.
 */
export type Move<A extends UnitArray = UnitArray> = (
  source: DataView,
  from: number,
  fromStep: number,
  target: A,
  to: number,
  toStep: number,
  count: number,
) => void;

const move8: Move<Uint8Array> = (source, from, fromStep, target, to, toStep, count) => {
  let p = from | 0;
  let q = to | 0;
  let left = count | 0;
  for (; left >= 4; left = (left - 4) | 0) {
    const p1 = (p + fromStep) | 0;
    const p2 = (p1 + fromStep) | 0;
    const p3 = (p2 + fromStep) | 0;
    const q1 = (q + toStep) | 0;
    const q2 = (q1 + toStep) | 0;
    const q3 = (q2 + toStep) | 0;
    target[q] = source.getUint8(p);
    target[q1] = source.getUint8(p1);
    target[q2] = source.getUint8(p2);
    target[q3] = source.getUint8(p3);
    p = (p3 + fromStep) | 0;
    q = (q3 + toStep) | 0;
  }
  for (; left > 0; left = (left - 1) | 0, p = (p + fromStep) | 0, q = (q + toStep) | 0) target[q] = source.getUint8(p);
};

const move16le: Move<Uint16Array> = (source, from, fromStep, target, to, toStep, count) => {
  let p = from | 0;
  let q = to | 0;
  let left = count | 0;
  for (; left >= 4; left = (left - 4) | 0) {
    const p1 = (p + fromStep) | 0;
    const p2 = (p1 + fromStep) | 0;
    const p3 = (p2 + fromStep) | 0;
    const q1 = (q + toStep) | 0;
    const q2 = (q1 + toStep) | 0;
    const q3 = (q2 + toStep) | 0;
    target[q] = source.getUint16(p, true);
    target[q1] = source.getUint16(p1, true);
    target[q2] = source.getUint16(p2, true);
    target[q3] = source.getUint16(p3, true);
    p = (p3 + fromStep) | 0;
    q = (q3 + toStep) | 0;
  }
  for (; left > 0; left = (left - 1) | 0, p = (p + fromStep) | 0, q = (q + toStep) | 0) {
    target[q] = source.getUint16(p, true);
  }
};

const move16be: Move<Uint16Array> = (source, from, fromStep, target, to, toStep, count) => {
  let p = from | 0;
  let q = to | 0;
  let left = count | 0;
  for (; left >= 4; left = (left - 4) | 0) {
    const p1 = (p + fromStep) | 0;
    const p2 = (p1 + fromStep) | 0;
    const p3 = (p2 + fromStep) | 0;
    const q1 = (q + toStep) | 0;
    const q2 = (q1 + toStep) | 0;
    const q3 = (q2 + toStep) | 0;
    target[q] = source.getUint16(p, false);
    target[q1] = source.getUint16(p1, false);
    target[q2] = source.getUint16(p2, false);
    target[q3] = source.getUint16(p3, false);
    p = (p3 + fromStep) | 0;
    q = (q3 + toStep) | 0;
  }
  for (; left > 0; left = (left - 1) | 0, p = (p + fromStep) | 0, q = (q + toStep) | 0) {
    target[q] = source.getUint16(p, false);
  }
};

const move32le: Move<Uint32Array> = (source, from, fromStep, target, to, toStep, count) => {
  let p = from | 0;
  let q = to | 0;
  let left = count | 0;
  for (; left >= 4; left = (left - 4) | 0) {
    const p1 = (p + fromStep) | 0;
    const p2 = (p1 + fromStep) | 0;
    const p3 = (p2 + fromStep) | 0;
    const q1 = (q + toStep) | 0;
    const q2 = (q1 + toStep) | 0;
    const q3 = (q2 + toStep) | 0;
    target[q] = source.getUint32(p, true);
    target[q1] = source.getUint32(p1, true);
    target[q2] = source.getUint32(p2, true);
    target[q3] = source.getUint32(p3, true);
    p = (p3 + fromStep) | 0;
    q = (q3 + toStep) | 0;
  }
  for (; left > 0; left = (left - 1) | 0, p = (p + fromStep) | 0, q = (q + toStep) | 0) {
    target[q] = source.getUint32(p, true);
  }
};

const move32be: Move<Uint32Array> = (source, from, fromStep, target, to, toStep, count) => {
  let p = from | 0;
  let q = to | 0;
  let left = count | 0;
  for (; left >= 4; left = (left - 4) | 0) {
    const p1 = (p + fromStep) | 0;
    const p2 = (p1 + fromStep) | 0;
    const p3 = (p2 + fromStep) | 0;
    const q1 = (q + toStep) | 0;
    const q2 = (q1 + toStep) | 0;
    const q3 = (q2 + toStep) | 0;
    target[q] = source.getUint32(p, false);
    target[q1] = source.getUint32(p1, false);
    target[q2] = source.getUint32(p2, false);
    target[q3] = source.getUint32(p3, false);
    p = (p3 + fromStep) | 0;
    q = (q3 + toStep) | 0;
  }
  for (; left > 0; left = (left - 1) | 0, p = (p + fromStep) | 0, q = (q + toStep) | 0) {
    target[q] = source.getUint32(p, false);
  }
};

/** The loop for integers of `unit` bytes, least significant byte first when `le`. */
export function moveOf(unit: Unit, le: boolean): Move {
  const move = unit === 1 ? move8 : unit === 2 ? (le ? move16le : move16be) : le ? move32le : move32be;
  return move as Move; // the caller's arrays have elements of `unit` bytes
}

/** As {@link Move}, but stores at byte `to` and then every `toStep` bytes: for fields that are not aligned. */
export type Put = (
  source: DataView,
  from: number,
  fromStep: number,
  target: DataView,
  to: number,
  toStep: number,
  count: number,
) => void;

const putter16 =
  (le: boolean): Put =>
  (source, from, fromStep, target, to, toStep, count) => {
    for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
      target.setUint16(q, source.getUint16(p, HOST_IS_LE), le);
    }
  };

const putter32 =
  (le: boolean): Put =>
  (source, from, fromStep, target, to, toStep, count) => {
    for (let i = 0, p = from, q = to; i < count; i++, p += fromStep, q += toStep) {
      target.setUint32(q, source.getUint32(p, HOST_IS_LE), le);
    }
  };

const PUTTERS = {
  2: { le: putter16(true), be: putter16(false) },
  4: { le: putter32(true), be: putter32(false) },
} as const;

/** The loop for integers of 2 or 4 bytes that are stored in the given order at any byte. */
export function putOf(unit: 2 | 4, le: boolean): Put {
  return PUTTERS[unit][le ? 'le' : 'be'];
}
