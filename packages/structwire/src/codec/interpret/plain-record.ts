import { describeValue } from '../../errors/describe-value.ts';
import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { missingField, notARecord } from '../../errors/value-errors.ts';
import type { Layout, RecordLayout } from '../../layout/layout.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { ownField, setField } from './fields.ts';
import { newRecord } from './new-record.ts';
import type { BoundNode, Node } from './node.ts';

/** A field that is read or written on its own. */
interface PlainField {
  readonly name: string | null;
  readonly offset: number;
  readonly node: BoundNode;
  readonly default?: unknown;
  /** Encoding knows what to write when the value has no such field. */
  readonly isFilledIn: boolean;
}

/** Records of fixed size in which nothing refers to anything else, and no others: see `kinds.ts`. */
export const plainRecord: BindNode<RecordLayout> = (layout, binder) => {
  if (layout.size === null) throw failure(invalidLayout, { problem: 'no interpreter for records of variable size' });
  const nodes = layout.fields.map((field) => binder.bind(field.layout));
  return plainRecordNode(layout, nodes, layout.size);
};

/** A record of fixed size in which nothing refers to anything else: most records, and the fast way through them. */
export function plainRecordNode(layout: RecordLayout, nodes: readonly BoundNode[], size: number): Node {
  const fields = plainFields(layout, nodes);
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

/** Fields to be read and written one by one; padding has been zeroed. */
function plainFields(layout: RecordLayout, nodes: readonly BoundNode[]): PlainField[] {
  const fields = layout.fields.map((field, index) => ({
    ...field,
    node: nodes[index]!, // one for each field
    isFilledIn: isFilledIn(field.layout),
  }));
  return fields.filter(({ name, layout: child }) => name !== null || child.kind !== 'padding');
}

/** Whether encoding knows what to write when a value has no such field. */
export function isFilledIn({ kind }: Layout): boolean {
  return kind === 'constant' || kind === 'derived' || kind === 'checksum' || kind === 'optional';
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
