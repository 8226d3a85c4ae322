import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { missingField, notARecord } from '../../errors/value-errors.ts';
import type { RecordLayout } from '../../layout/layout.ts';
import { ownField, setField } from './fields.ts';
import type { BindNode } from './node.ts';

/** Named fields at fixed offsets. */
export const recordNode: BindNode<RecordLayout> = (layout, bind) => {
  const size = layout.size ?? 0; // only fixed-size records are built today
  const fields = layout.fields.flatMap(({ name, offset, layout: child }) =>
    name === null ? [] : [{ name, offset, node: bind(child) }],
  );
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const record: Record<string, unknown> = {};
      for (const { name, offset, node } of fields) {
        cursor.at = start + offset;
        setField(record, name, node.decode(cursor));
      }
      return record;
    },
    encode: (value, cursor) => {
      if (typeof value !== 'object' || value === null) {
        throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
      }
      const start = cursor.at;
      cursor.bytes.fill(0, start, start + size);
      const level = cursor.depth++;
      for (const { name, offset, node } of fields) {
        cursor.at = start + offset;
        cursor.path[level] = name;
        const field = ownField(value, name);
        if (field === undefined) throw failure(missingField, { field: name }, cursor.locate());
        node.encode(field, cursor);
      }
      cursor.depth = level;
    },
  };
};
