import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { missingField, notARecord } from '../../errors/value-errors.ts';
import type { Cursor } from './cursor.ts';
import { ownField, setField } from './fields.ts';
import { newRecord } from './new-record.ts';
import type { BoundNode, Node } from './node.ts';

/** A field that is read or written on its own. */
export interface PlainField {
  readonly name: string | null;
  readonly offset: number;
  readonly node: BoundNode;
  readonly default?: unknown;
  /** Encoding knows what to write when the value has no such field. */
  readonly isFilledIn: boolean;
}

/** A record of fixed size in which nothing refers to anything else: most records, and the fast way through them. */
export function plainRecordNode(fields: readonly PlainField[], size: number): Node {
  const width = fields.filter(({ name }) => name !== null).length;
  const inherited = fields.map(({ name }) => name !== null && name in Object.prototype);
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const level = cursor.depth++;
      const record = newRecord(width);
      for (let i = 0; i < fields.length; i++) {
        const { name, offset, node } = fields[i]!; // `i` is below the length
        cursor.at = start + offset;
        cursor.path[level] = name ?? '';
        const value = node.decode(cursor);
        if (name === null) continue;
        if (inherited[i]) setField(record, name, value);
        else record[name] = value;
      }
      cursor.depth = level;
      return record;
    },
    encode: (value, cursor) => {
      if (typeof value !== 'object' || value === null) {
        throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
      }
      const start = cursor.at;
      cursor.bytes.fill(0, start, start + size);
      const level = cursor.depth++;
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i]!; // `i` is below the length
        cursor.at = start + field.offset;
        cursor.path[level] = field.name ?? '';
        field.node.encode(given(value, field, inherited[i] === true, cursor), cursor);
      }
      cursor.depth = level;
    },
  };
}

function given(value: object, field: PlainField, isInherited: boolean, cursor: Cursor): unknown {
  const { name } = field;
  if (name === null) return undefined;
  const own = isInherited ? ownField(value, name) : (value as Readonly<Record<string, unknown>>)[name]; // any name may be asked of any object
  if (own !== undefined) return own;
  if (field.default === undefined && !field.isFilledIn) {
    throw failure(missingField, { field: name }, cursor.locate());
  }
  return field.default;
}
