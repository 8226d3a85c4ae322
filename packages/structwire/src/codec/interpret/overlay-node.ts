import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { notARecord, notOneMember } from '../../errors/value-errors.ts';
import type { OverlayLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import { ownField, setField } from './fields.ts';

/** Members over the same bytes: all are read, one is written. */
export const overlayNode: BindNode<OverlayLayout> = ({ members, size }, binder) => {
  const bound = members.map(({ name, layout }) => ({ name, node: binder.bind(layout) }));
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const values: Record<string, unknown> = {};
      for (const { name, node } of bound) {
        cursor.at = start;
        setField(values, name, node.decode(cursor));
      }
      return values;
    },
    encode: (value, cursor) => {
      if (typeof value !== 'object' || value === null) {
        throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
      }
      const given = bound.filter(({ name }) => ownField(value, name) !== undefined);
      const [only] = given;
      if (only === undefined || given.length > 1) {
        const known = bound.map(({ name }) => name);
        throw failure(notOneMember, { given: given.map(({ name }) => name), known }, cursor.locate());
      }
      cursor.bytes.fill(0, cursor.at, cursor.at + size);
      const level = cursor.depth++;
      cursor.path[level] = only.name;
      only.node.encode(ownField(value, only.name), cursor);
      cursor.depth = level;
    },
  };
};
