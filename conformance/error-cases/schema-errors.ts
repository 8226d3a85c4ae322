import { array, bytes, codec, constant, LayoutCodec, lengthOf, record, rest, text, u8 } from 'structwire';
import type * as schemaErrors from '../../packages/structwire/src/errors/schema-errors.ts';
import { running } from '../backend.ts';
import type { ErrorCases } from './error-case.ts';

export const SCHEMA_CASES: ErrorCases<typeof schemaErrors> = {
  'invalid-layout': [
    { trigger: () => bytes(-1), message: 'a number of bytes is a whole number from 0 on, not -1' },
    {
      trigger: () => codec(record({ a: u8, b: array(u8, 1.5) })).layout,
      message: 'a number of elements is a whole number from 0 on, not 1.5',
    },
    {
      trigger: (backend) =>
        new LayoutCodec({ kind: 'sprite', size: 1, align: 1 } as never, running(backend)).decode(new Uint8Array(1)),
      message: "no interpreter for the kind 'sprite'",
    },
  ],
  'unknown-field': [
    {
      trigger: (backend) => codec(record({ a: u8, b: bytes('length') }), running(backend)).decode(new Uint8Array(9)),
      message: "'length'",
    },
    {
      trigger: (backend) => codec(record({ n: lengthOf('body', u8) }), running(backend)).encode({}),
      message: "'body'",
    },
  ],
  'bad-limit': [
    {
      trigger: (backend) => codec(text(u8), { ...running(backend), limits: { maxDepth: -1 } }),
      message: 'maxDepth takes a whole number from 0 to 1000, got -1',
    },
    {
      trigger: (backend) => codec(text(u8), { ...running(backend), limits: { maxArrayLength: 1.5 } }),
      message: 'maxArrayLength takes a whole number from 0 to 4294967295, got 1.5',
    },
  ],
  'not-delimited': [
    {
      trigger: (backend) => codec(record({ a: constant(u8, 1), b: bytes(rest) }), running(backend)).measurer(),
      message: 'the end of such a record is the end of its input',
    },
  ],
};
