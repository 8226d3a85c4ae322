import {
  checkedText,
  isFloat32,
  isInt16,
  isUint8,
  isUint16,
  isUint32,
  putText,
  readText,
  refuse,
} from '../shapes/hand-checks.ts';
import { list, type RecordShape, record, text, union } from '../shapes/shape.ts';
import { type ShapedWorkload, shapedWorkload } from '../shapes/shaped-workload.ts';
import { RECORDS } from '../workload.ts';

type Body =
  | { tag: 1; value: { id: number; x: number; y: number; z: number } }
  | { tag: 2; value: { revision: number; name: string } }
  | { tag: 3; value: { sequence: number } }
  | { tag: 4; value: { channel: number; samples: number[] } }
  | { tag: 5; value: { code: number; level: number; text: string } }
  | { tag: 6; value: { sequence: number; ok: number } };

/** One of six messages. */
export interface Message {
  time: number;
  body: Body;
}

export const MESSAGE: RecordShape = record({
  time: 'u32',
  body: union(
    record({ id: 'u32', x: 'f32', y: 'f32', z: 'f32' }),
    record({ revision: 'u16', name: text('u8') }),
    record({ sequence: 'u32' }),
    record({ channel: 'u8', samples: list('i16', 'u8') }),
    record({ code: 'u16', level: 'u8', text: text('u16') }),
    record({ sequence: 'u32', ok: 'u8' }),
  ),
});

const HEAD = 5; // the time and the tag

function bodyOf(i: number): Body {
  switch (i % 6) {
    case 0:
      return { tag: 1, value: { id: i, x: i / 2, y: 0 - i, z: 4 } };
    case 1:
      return { tag: 2, value: { revision: 3, name: `device ${i}` } };
    case 2:
      return { tag: 3, value: { sequence: i * 1000 } };
    case 3:
      return { tag: 4, value: { channel: i & 7, samples: Array.from({ length: 8 }, (_, k) => i - k * 3) } };
    case 4:
      return { tag: 5, value: { code: i, level: 2, text: 'pressure too high' } };
    default:
      return { tag: 6, value: { sequence: i, ok: 1 } };
  }
}

const values = Array.from({ length: RECORDS }, (_, i): Message => ({ time: i * 1000, body: bodyOf((i * 7) % 251) }));

function load(bytes: Uint8Array, at: number, end: number, view: DataView, isWhole: boolean): Message {
  need(at, HEAD, end);
  const p = at + HEAD;
  let body: Body;
  let behind: number;
  switch (bytes[at + 4]) {
    case 1:
      behind = need(p, 16, end);
      body = {
        tag: 1,
        value: {
          id: view.getUint32(p, true),
          x: view.getFloat32(p + 4, true),
          y: view.getFloat32(p + 8, true),
          z: view.getFloat32(p + 12, true),
        },
      };
      break;
    case 2: {
      need(p, 3, end);
      const length = bytes[p + 2]!; // in range
      behind = need(p + 3, length, end);
      body = { tag: 2, value: { revision: view.getUint16(p, true), name: readText(bytes, p + 3, length) } };
      break;
    }
    case 3:
      behind = need(p, 4, end);
      body = { tag: 3, value: { sequence: view.getUint32(p, true) } };
      break;
    case 4: {
      need(p, 2, end);
      const count = bytes[p + 1]!; // in range
      behind = need(p + 2, 2 * count, end);
      const samples = Array<number>(count);
      for (let i = 0; i < count; i++) samples[i] = view.getInt16(p + 2 + 2 * i, true);
      body = { tag: 4, value: { channel: bytes[p]!, samples } }; // in range
      break;
    }
    case 5: {
      need(p, 5, end);
      const length = view.getUint16(p + 3, true);
      behind = need(p + 5, length, end);
      const value = { code: view.getUint16(p, true), level: bytes[p + 2]!, text: readText(bytes, p + 5, length) }; // in range
      body = { tag: 5, value };
      break;
    }
    case 6:
      behind = need(p, 5, end);
      body = { tag: 6, value: { sequence: view.getUint32(p, true), ok: bytes[p + 4]! } }; // in range
      break;
    default:
      return refuse('tag');
  }
  if (isWhole && behind !== end) refuse('length');
  return { time: view.getUint32(at, true), body };
}

function need(at: number, byteLength: number, end: number): number {
  return at + byteLength > end ? refuse('length') : at + byteLength;
}

/** Each message is checked whole, then stored: in new bytes if there are none. */
function store({ time, body }: Message, into: Uint8Array | null, at: number, over: DataView | null): Uint8Array {
  if (!isUint32(time) || typeof body !== 'object' || body === null) refuse('message');
  const p = at + HEAD;
  let bytes: Uint8Array;
  let view: DataView;
  switch (body.tag) {
    case 1: {
      const { id, x, y, z } = body.value;
      if (!isUint32(id) || !isFloat32(x) || !isFloat32(y) || !isFloat32(z)) refuse('position');
      bytes = into ?? new Uint8Array(HEAD + 16);
      view = over ?? new DataView(bytes.buffer);
      if (p + 16 > bytes.length) refuse('room');
      view.setUint32(p, id, true);
      view.setFloat32(p + 4, x, true);
      view.setFloat32(p + 8, y, true);
      view.setFloat32(p + 12, z, true);
      break;
    }
    case 2: {
      const { revision, name } = body.value;
      if (!isUint16(revision)) refuse('revision');
      const checked = checkedText(name, 0xff);
      const { length } = checked;
      bytes = into ?? new Uint8Array(HEAD + 3 + length);
      view = over ?? new DataView(bytes.buffer);
      if (p + 3 + length > bytes.length) refuse('room');
      view.setUint16(p, revision, true);
      bytes[p + 2] = length;
      putText(bytes, p + 3, checked);
      break;
    }
    case 3: {
      const { sequence } = body.value;
      if (!isUint32(sequence)) refuse('sequence');
      bytes = into ?? new Uint8Array(HEAD + 4);
      view = over ?? new DataView(bytes.buffer);
      if (p + 4 > bytes.length) refuse('room');
      view.setUint32(p, sequence, true);
      break;
    }
    case 4: {
      const { channel, samples } = body.value;
      if (!isUint8(channel) || !Array.isArray(samples) || samples.length > 0xff) refuse('samples');
      const { length } = samples;
      for (let i = 0; i < length; i++) if (!isInt16(samples[i]!)) refuse('samples'); // in range
      bytes = into ?? new Uint8Array(HEAD + 2 + 2 * length);
      view = over ?? new DataView(bytes.buffer);
      if (p + 2 + 2 * length > bytes.length) refuse('room');
      bytes[p] = channel;
      bytes[p + 1] = length;
      for (let i = 0; i < length; i++) view.setInt16(p + 2 + 2 * i, samples[i]!, true); // in range
      break;
    }
    case 5: {
      const { code, level, text: words } = body.value;
      if (!isUint16(code) || !isUint8(level)) refuse('alarm');
      const checked = checkedText(words, 0xffff);
      const { length } = checked;
      bytes = into ?? new Uint8Array(HEAD + 5 + length);
      view = over ?? new DataView(bytes.buffer);
      if (p + 5 + length > bytes.length) refuse('room');
      view.setUint16(p, code, true);
      bytes[p + 2] = level;
      view.setUint16(p + 3, length, true);
      putText(bytes, p + 5, checked);
      break;
    }
    case 6: {
      const { sequence, ok } = body.value;
      if (!isUint32(sequence) || !isUint8(ok)) refuse('answer');
      bytes = into ?? new Uint8Array(HEAD + 5);
      view = over ?? new DataView(bytes.buffer);
      if (p + 5 > bytes.length) refuse('room');
      view.setUint32(p, sequence, true);
      bytes[p + 4] = ok;
      break;
    }
    default:
      return refuse('tag');
  }
  view.setUint32(at, time, true);
  bytes[at + 4] = body.tag;
  return bytes;
}

export const message: ShapedWorkload<Message> = shapedWorkload({
  name: 'f',
  title: 'a union of six messages; 9 to 27 bytes',
  shape: MESSAGE,
  values,
  consume: 'r.time + (r.body === undefined ? 0 : 1)',
  load,
  store,
});
