import { type Layout, LayoutCodec, Struct } from 'structwire';
import type * as viewErrors from '../../packages/structwire/src/errors/view-errors.ts';
import type { ErrorCases } from './error-case.ts';

const u8 = { kind: 'scalar', scalar: 'u8', endian: 'le', size: 1, align: 1 } as const;

function recordOf(name: string, layout: Layout): Layout {
  const { size } = layout;
  return { kind: 'record', size, align: 1, fields: [{ name, stretch: 0, offset: 0, layout }], stretches: [size ?? 0] };
}

function viewing(layout: Layout): () => unknown {
  return () => new LayoutCodec(layout).view(new Uint8Array(8));
}

export const VIEW_CASES: ErrorCases<typeof viewErrors> = {
  'not-viewable': [
    {
      trigger: () => new Struct('<I').view(new Uint8Array(4)),
      message: "no view of such a record: it is no record but of the kind 'tuple'",
    },
    {
      trigger: viewing(recordOf('name', { kind: 'varint', size: null, align: 1, bits: 32, zigzag: false })),
      message: 'no view of such a record: its size depends on the value',
    },
    {
      trigger: viewing(recordOf('@at', u8)), // a name that views need for themselves
      message: "no view of such a record: a field is called '@at'",
    },
  ],
};
