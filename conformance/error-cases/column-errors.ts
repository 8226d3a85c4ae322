import { type RecordLayout, Struct } from 'structwire';
import { columns } from 'structwire/columns';
import type * as columnErrors from '../../packages/structwire/src/errors/column-errors.ts';
import type { ErrorCases } from './error-case.ts';

const codec = columns(new Struct('<IH'));
const u8 = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 } as const;

function record(...names: string[]): RecordLayout {
  const fields = names.map((name, offset) => ({ name, stretch: 0, offset, layout: u8 }));
  return { kind: 'record', fields, stretches: [names.length], size: names.length, align: 1 };
}

function detached(): Uint8Array {
  const bytes = new Uint8Array(12);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function resizable(byteLength: number): ArrayBuffer {
  return Reflect.construct(ArrayBuffer, [byteLength, { maxByteLength: 64 }]) as ArrayBuffer; // an ES2024 argument
}

export const COLUMN_CASES: ErrorCases<typeof columnErrors> = {
  'no-columns': [
    {
      trigger: () => columns(new Struct('<0s')),
      message: "no columns for a layout of kind 'tuple': its records take no bytes",
      context: { kind: 'tuple' },
    },
  ],
  'column-name-taken': [
    {
      trigger: () => {
        const inner = { name: 'a', stretch: 0, offset: 1, layout: record('b') };
        const { fields } = record('a.b');
        columns({ kind: 'record', fields: [...fields, inner], stretches: [2], size: 2, align: 1 });
      },
      path: 'a.b',
      message: 'two columns would be called "a.b"',
    },
  ],
  'unknown-column': [
    {
      trigger: () => codec.decode(new Uint8Array(6), { fields: ['2' as '1'] }), // as from untyped JavaScript
      path: '2',
      message: 'unknown column "2", expected one of 0, 1',
      context: { known: ['0', '1'] },
    },
  ],
  'missing-column': [
    {
      trigger: () => codec.encode({ 0: new Uint32Array(2) }),
      path: '1',
      message: 'the column "1" is missing',
    },
  ],
  'wrong-column-type': [
    {
      trigger: () => codec.decode(new Uint8Array(6), { into: { 0: new Int32Array(1) } }),
      path: '0',
      message: 'the column "0" must be a Uint32Array, got Int32Array',
    },
    {
      trigger: () => codec.encode({ 0: [1] as never, 1: new Uint16Array(1) }), // as from untyped JavaScript
      path: '0',
      message: 'the column "0" must be a Uint32Array, got an array of 1',
    },
  ],
  'wrong-column-length': [
    {
      trigger: () => codec.decode(new Uint8Array(18), { into: { 1: new Uint16Array(2) } }),
      path: '1',
      message: 'the column "1" must have 3 elements (1 for each record), it has 2',
      context: { expected: 3, actual: 2, width: 1 },
    },
    {
      trigger: () => codec.encode({ 0: new Uint32Array(2), 1: new Uint16Array(3) }),
      path: '1',
      message: 'the column "1" must have 2 elements (1 for each record), it has 3',
    },
  ],
  'columns-overlap': [
    {
      trigger: () => {
        const bytes = new Uint8Array(12);
        codec.decode(bytes, { into: { 1: new Uint16Array(bytes.buffer, 8, 2) } });
      },
      path: '1',
      message: 'the column "1" shares memory with the input',
    },
  ],
  'resizable-memory': [
    {
      trigger: () => codec.decode(new Uint8Array(6), { into: { 0: new Uint32Array(resizable(8)) } }),
      path: '0',
      message: "the column '0' lies in a resizable buffer",
    },
    {
      trigger: () => codec.encode({ 0: new Uint32Array(1), 1: new Uint16Array(1) }, resizable(8)),
      offset: 0,
      message: 'the output lies in a resizable buffer',
    },
  ],
  'detached-memory': [
    {
      trigger: () => codec.decode(detached()),
      offset: 0,
      message: 'the buffer of the input is detached',
    },
    {
      trigger: () => {
        const numbers = new Uint32Array(1);
        structuredClone(numbers.buffer, { transfer: [numbers.buffer] });
        codec.decode(new Uint8Array(0), { into: { 0: numbers } });
      },
      path: '0',
      message: "the buffer of the column '0' is detached",
    },
  ],
  'bad-column-option': [
    {
      trigger: () => codec.decode(new Uint8Array(12), { stride: 5 }),
      message: 'stride must be a whole number of at least 6, got 5',
      context: { option: 'stride' },
    },
    {
      trigger: () => codec.decode(new Uint8Array(12), { start: -1 }),
      message: 'start must be a whole number of at least 0, got -1',
    },
  ],
};
