import { isFloat32, isInt16, isUint8, isUint16, isUint32, refuse } from '../shapes/hand-checks.ts';
import { list, type RecordShape, record } from '../shapes/shape.ts';
import { type ShapedWorkload, shapedWorkload } from '../shapes/shaped-workload.ts';
import { RECORDS } from '../workload.ts';

/** Where a car is, and how it moves. */
export interface Car {
  x: number;
  y: number;
  z: number;
  vx: number;
  vy: number;
  vz: number;
  fx: number;
  fy: number;
  fz: number;
  rx: number;
  ry: number;
  rz: number;
  lateral: number;
  ahead: number;
  upward: number;
  yaw: number;
  pitch: number;
  roll: number;
  lap: number;
  speed: number;
}

export interface Frame {
  number: number;
  cars: Car[];
}

const CARS = 22;
const CAR_SIZE = 63;
const SIZE = 4 + CARS * CAR_SIZE;

const FLOATS = { x: 'f32', y: 'f32', z: 'f32', vx: 'f32', vy: 'f32', vz: 'f32' } as const;
const INTEGERS = { fx: 'i16', fy: 'i16', fz: 'i16', rx: 'i16', ry: 'i16', rz: 'i16' } as const;
const FORCES = { lateral: 'f32', ahead: 'f32', upward: 'f32', yaw: 'f32', pitch: 'f32', roll: 'f32' } as const;

export const FRAME: RecordShape = record({
  number: 'u32',
  cars: list(record({ ...FLOATS, ...INTEGERS, ...FORCES, lap: 'u8', speed: 'u16' }), CARS),
});

function carOf(i: number, k: number): Car {
  return {
    x: i + k * 0.5,
    y: i - k,
    z: k * 0.25,
    vx: i * 0.125,
    vy: 0 - k,
    vz: 0.5,
    fx: i + k,
    fy: 0 - i,
    fz: k * 100,
    rx: 0 - k * 200,
    ry: i,
    rz: 7,
    lateral: k * 1.5,
    ahead: i * 2.5,
    upward: -9.75,
    yaw: 0.5,
    pitch: k * 0.0625,
    roll: -0.125,
    lap: k,
    speed: 200 + i,
  };
}

const values = Array.from({ length: RECORDS }, (_, i): Frame => {
  return { number: i * 7919, cars: Array.from({ length: CARS }, (__, k) => carOf(i, k)) };
});

function load(_bytes: Uint8Array, at: number, end: number, view: DataView, isWhole: boolean): Frame {
  if (isWhole ? at + SIZE !== end : at + SIZE > end) refuse('length');
  const cars = Array<Car>(CARS);
  for (let i = 0, p = at + 4; i < CARS; i++, p += CAR_SIZE) cars[i] = loadCar(view, p);
  return { number: view.getUint32(at, true), cars };
}

function loadCar(view: DataView, p: number): Car {
  return {
    x: view.getFloat32(p, true),
    y: view.getFloat32(p + 4, true),
    z: view.getFloat32(p + 8, true),
    vx: view.getFloat32(p + 12, true),
    vy: view.getFloat32(p + 16, true),
    vz: view.getFloat32(p + 20, true),
    fx: view.getInt16(p + 24, true),
    fy: view.getInt16(p + 26, true),
    fz: view.getInt16(p + 28, true),
    rx: view.getInt16(p + 30, true),
    ry: view.getInt16(p + 32, true),
    rz: view.getInt16(p + 34, true),
    lateral: view.getFloat32(p + 36, true),
    ahead: view.getFloat32(p + 40, true),
    upward: view.getFloat32(p + 44, true),
    yaw: view.getFloat32(p + 48, true),
    pitch: view.getFloat32(p + 52, true),
    roll: view.getFloat32(p + 56, true),
    lap: view.getUint8(p + 60),
    speed: view.getUint16(p + 61, true),
  };
}

function checkCar(car: Car): void {
  if (typeof car !== 'object' || car === null) refuse('car');
  if (!isFloat32(car.x) || !isFloat32(car.y) || !isFloat32(car.z)) refuse('position');
  if (!isFloat32(car.vx) || !isFloat32(car.vy) || !isFloat32(car.vz)) refuse('velocity');
  if (!isInt16(car.fx) || !isInt16(car.fy) || !isInt16(car.fz)) refuse('forward');
  if (!isInt16(car.rx) || !isInt16(car.ry) || !isInt16(car.rz)) refuse('right');
  if (!isFloat32(car.lateral) || !isFloat32(car.ahead) || !isFloat32(car.upward)) refuse('force');
  if (!isFloat32(car.yaw) || !isFloat32(car.pitch) || !isFloat32(car.roll)) refuse('angle');
  if (!isUint8(car.lap) || !isUint16(car.speed)) refuse('lap or speed');
}

function storeCar(car: Car, view: DataView, p: number): void {
  view.setFloat32(p, car.x, true);
  view.setFloat32(p + 4, car.y, true);
  view.setFloat32(p + 8, car.z, true);
  view.setFloat32(p + 12, car.vx, true);
  view.setFloat32(p + 16, car.vy, true);
  view.setFloat32(p + 20, car.vz, true);
  view.setInt16(p + 24, car.fx, true);
  view.setInt16(p + 26, car.fy, true);
  view.setInt16(p + 28, car.fz, true);
  view.setInt16(p + 30, car.rx, true);
  view.setInt16(p + 32, car.ry, true);
  view.setInt16(p + 34, car.rz, true);
  view.setFloat32(p + 36, car.lateral, true);
  view.setFloat32(p + 40, car.ahead, true);
  view.setFloat32(p + 44, car.upward, true);
  view.setFloat32(p + 48, car.yaw, true);
  view.setFloat32(p + 52, car.pitch, true);
  view.setFloat32(p + 56, car.roll, true);
  view.setUint8(p + 60, car.lap);
  view.setUint16(p + 61, car.speed, true);
}

/** Checks all, then stores: in new bytes if there are none. */
function store({ number, cars }: Frame, into: Uint8Array | null, at: number, over: DataView | null): Uint8Array {
  if (!isUint32(number) || !Array.isArray(cars) || cars.length !== CARS) refuse('frame');
  for (let i = 0; i < CARS; i++) checkCar(cars[i]!); // of 22
  const bytes = into ?? new Uint8Array(SIZE);
  const view = over ?? new DataView(bytes.buffer);
  if (at + SIZE > bytes.length) refuse('room');
  view.setUint32(at, number, true);
  for (let i = 0; i < CARS; i++) storeCar(cars[i]!, view, at + 4 + i * CAR_SIZE); // of 22
  return bytes;
}

export const frame: ShapedWorkload<Frame> = shapedWorkload({
  name: 'e',
  title: 'an array of 22 nested records with 20 fields each; 1390 bytes',
  shape: FRAME,
  values,
  consume: 'r.number + r.cars[0].x + r.cars[7].rz + r.cars[21].speed',
  load,
  store,
});
