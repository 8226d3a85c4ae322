import { describeValue } from '../../errors/describe-value.ts';
import { invalidLayout } from '../../errors/schema-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import { missingField, notARecord } from '../../errors/value-errors.ts';
import type { Layout, RecordLayout } from '../../layout/layout.ts';
import { clear } from '../copy-bytes.ts';
import type { BindNode } from './binder.ts';
import type { Cursor } from './cursor.ts';
import { ownField, setField } from './fields.ts';
import { roomFor } from './new-record.ts';
import type { BoundNode, Node } from './node.ts';
import { readQuick, writeQuick } from './quick.ts';

/** A field that is read or written on its own. */
interface PlainField {
  readonly name: string | null;
  readonly offset: number;
  readonly node: BoundNode;
  /** Every object has something of this name. */
  readonly isInherited: boolean;
  /** How to do without the node; 0 if it must be called. */
  readonly quick: number;
  readonly default: unknown;
  /** Encoding knows what to write when the value has no such field. */
  readonly isFilledIn: boolean;
}

/** Records of fixed size in which nothing refers to anything else, and no others: see `kinds.ts`. */
export const plainRecord: BindNode<RecordLayout> = (layout, binder) => {
  if (layout.size === null) throw failure(invalidLayout, { problem: 'no interpreter for records of variable size' });
  const nodes = layout.fields.map((field) => binder.bind(field.layout));
  return plainRecordNode(layout, nodes);
};

/** A record of fixed size in which nothing refers to anything else: most records, and the fast way through them. */
export function plainRecordNode(layout: RecordLayout, nodes: readonly BoundNode[]): Node {
  const fields = plainFields(layout, nodes);
  const names = fields.map(({ name }) => name ?? '');
  const Room = roomFor(fields.flatMap(({ name }) => name ?? []));
  // Of each field how it is read and where, in one array: an object each costs as much again as the reading.
  const steps = fields.flatMap(({ name, isInherited, quick, offset }) => [
    name === null || isInherited ? 0 : quick,
    offset,
  ]);
  const partial = partlyWritten(layout);
  return {
    decode: (cursor) => {
      const start = cursor.at;
      const level = cursor.depth++;
      const { view } = cursor;
      const record = new Room(false);
      for (let i = 0; i < names.length; i++) {
        const quick = steps[2 * i]!; // two for each name
        if (quick > 0) record[names[i]!] = readQuick(quick, view, start + steps[2 * i + 1]!);
        else decodeField(fields[i]!, start, level, cursor, record);
      }
      cursor.depth = level;
      return record;
    },
    encode: (value, cursor) => {
      if (typeof value !== 'object' || value === null) {
        throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
      }
      const { bytes, at } = cursor;
      for (let i = 0; i < partial.length; i++) {
        const { offset, size } = partial[i]!; // `i` is below the length
        clear(bytes, at + offset, at + offset + size);
      }
      encodeFields(fields, value as Readonly<Record<string, unknown>>, cursor); // any name may be asked of any object
    },
  };
}

/**
 * Where a field may leave something of the record before: what is no scalar and no row of bytes is zeroed first. Nothing
 * ever writes to the bytes between fields, which are zero from the start.
 */
function partlyWritten({ fields }: RecordLayout): { readonly offset: number; readonly size: number }[] {
  const parts = fields.filter(({ layout: { kind } }) => kind !== 'scalar' && kind !== 'bytes' && kind !== 'padding');
  return parts.map(({ offset, layout }) => ({ offset, size: layout.size ?? 0 }));
}

/** Fields to be read and written one by one. */
function plainFields(layout: RecordLayout, nodes: readonly BoundNode[]): PlainField[] {
  const fields = layout.fields.map((field, index) => ({
    name: field.name === null ? null : keyOf(field.name),
    offset: field.offset,
    default: field.default,
    node: nodes[index]!, // one for each field
    isFilledIn: isFilledIn(field.layout),
    isInherited: field.name !== null && field.name in Object.prototype,
    quick: nodes[index]?.quick ?? 0,
  }));
  return fields.filter(({ name }, index) => name !== null || layout.fields[index]?.layout.kind !== 'padding');
}

/** The same text as V8 keeps it for keys: such are told apart by their address alone. */
function keyOf(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}

/** Whether encoding knows what to write when a value has no such field. */
export function isFilledIn({ kind }: Layout): boolean {
  return /^(constant|derived|checksum|optional)$/.test(kind);
}

function decodeField(
  { name, offset, node }: PlainField,
  start: number,
  level: number,
  cursor: Cursor,
  record: Record<string, unknown>,
): void {
  cursor.at = start + offset;
  cursor.path[level] = name ?? '';
  const value = node.decode(cursor);
  if (name !== null) setField(record, name, value);
}

/**
 * In the order of the layout, and each property read once. While a value of many properties has them in the same order, they
 * are read by going over them, which is several times faster than asking for each by its name.
 */
function encodeFields(fields: readonly PlainField[], value: Readonly<Record<string, unknown>>, cursor: Cursor): void {
  const start = cursor.at;
  const level = cursor.depth++;
  let index = 0;
  if (fields.length > FEW) {
    for (const name in value) {
      const field = fields[index];
      if (field === undefined || field.name !== name || field.isInherited) break;
      encodeField(field, value[name], start, level, cursor);
      index++;
    }
  }
  for (; index < fields.length; index++) {
    const field = fields[index]!; // `index` is below the length
    const { name } = field;
    const given = name === null ? undefined : field.isInherited ? ownField(value, name) : value[name];
    encodeField(field, given, start, level, cursor);
  }
  cursor.depth = level;
}

/** So many properties are found by their names as fast as by going over them. */
const FEW = 12;

function encodeField(field: PlainField, given: unknown, start: number, level: number, cursor: Cursor): void {
  const { name, offset, quick } = field;
  if (quick !== 0 && writeQuick(quick, cursor, start + offset, given)) return;
  cursor.at = start + offset;
  cursor.path[level] = name ?? '';
  field.node.encode(given === undefined ? instead(field, cursor) : given, cursor);
}

/** What is encoded where the value has nothing. */
function instead(field: PlainField, cursor: Cursor): unknown {
  if (field.default !== undefined || field.isFilledIn || field.name === null) return field.default;
  throw failure(missingField, { field: field.name }, cursor.locate());
}
