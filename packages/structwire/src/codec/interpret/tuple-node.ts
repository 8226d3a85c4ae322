import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notAnArray } from '../../errors/value-errors.ts';
import type { Layout, TupleLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import type { Node } from './node.ts';
import { readQuick, writeQuick } from './quick.ts';

interface Run {
  readonly node: Node;
  /** How to do without the node; 0 if it must be called. */
  readonly quick: number;
  readonly offset: number;
  readonly repeat: number;
  readonly size: number;
  /** Padding: stands in the bytes but not among the values. */
  readonly isSilent: boolean;
}

/** Positional values. */
export const tupleNode: BindNode<TupleLayout> = (layout, binder) => {
  const nodes = new Map<Layout, Node>(); // equal codes of a format share their layout
  const nodeOf = (item: Layout): Node => {
    const node = nodes.get(item) ?? binder.bind(item);
    nodes.set(item, node);
    return node;
  };
  const runs = layout.items.map(
    ({ layout: item, offset, repeat }): Run => ({
      node: nodeOf(item),
      quick: nodeOf(item).quick ?? 0,
      offset,
      repeat,
      size: item.size,
      isSilent: item.kind === 'padding',
    }),
  );
  const valued = runs.filter((run) => !run.isSilent);
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const values: unknown[] = [];
      for (const { node, quick, offset, repeat, size } of valued) {
        for (let i = 0; i < repeat; i++) {
          const at = start + offset + i * size;
          cursor.at = at;
          values.push(quick > 0 ? readQuick(quick, cursor.view, at) : node.decode(cursor));
        }
      }
      return values;
    },
    encode: (value, cursor) => {
      const values = valuesOf(value, layout, cursor);
      const start = cursor.at;
      cursor.bytes.fill(0, start, start + layout.size);
      const level = cursor.depth++;
      let index = 0;
      for (const { node, quick, offset, repeat, size } of valued) {
        for (let i = 0; i < repeat; i++) {
          const at = start + offset + i * size;
          const value = values[index++];
          if (quick !== 0 && writeQuick(quick, cursor, at, value)) continue;
          cursor.at = at;
          cursor.path[level] = index - 1;
          node.encode(value, cursor);
        }
      }
      cursor.depth = level;
    },
  };
};

function valuesOf(value: unknown, { length }: TupleLayout, cursor: Cursor): readonly unknown[] {
  if (Array.isArray(value) && value.length === length) return value;
  const actual = Array.isArray(value) ? `${value.length} of them` : describeValue(value);
  throw failure(notAnArray, { expected: length, actual }, cursor.locate());
}
