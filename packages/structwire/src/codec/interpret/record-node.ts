import { describeValue } from '../../errors/describe-value.ts';
import { failure } from '../../errors/structwire-error.ts';
import { missingField, notARecord } from '../../errors/value-errors.ts';
import type { RecordField, RecordLayout } from '../../layout/layout.ts';
import { checkRestIsLast } from '../../layout/rest-last.ts';
import type { Binder, BindNode, RecordPlace } from './binder.ts';
import { type Cursor, Scope } from './cursor.ts';
import { encodingWhole } from './encode-whole.ts';
import { ownField, setField } from './fields.ts';
import { awaitBytes, type BoundNode, decodeWhenThere, type Measuring, measureNext } from './node.ts';
import { isFilledIn, plainRecordNode } from './plain-record.ts';
import { runPatches } from './scope.ts';

/** A record made ready: the layout, and a node for each field. */
interface Bound {
  readonly layout: RecordLayout;
  readonly place: RecordPlace;
  readonly nodes: readonly BoundNode[];
}

/** Named fields: stretches of fixed-size ones, each but the last ended by a field of variable size. */
export const recordNode: BindNode<RecordLayout> = (layout, binder) => {
  const { lookups } = binder;
  checkRestIsLast(layout);
  const bound = { layout, ...bindFields(layout, binder) };
  const { place, nodes } = bound;
  if (layout.size !== null && binder.lookups === lookups) return plainRecordNode(layout, nodes);
  place.whenBound?.(place.checksums);
  binder.finish = encodingWhole;
  return {
    decode: (cursor) => {
      const record: Record<string, unknown> = {};
      walkFields(bound, record, cursor, DECODING);
      return record;
    },
    encode: (value, cursor) => {
      if (typeof value === 'object' && value !== null) walkFields(bound, value, cursor, ENCODING);
      else throw failure(notARecord, { actual: describeValue(value) }, cursor.locate());
    },
    measure: (cursor) => measureRecord(bound, cursor),
    isEndless: nodes.some(({ isEndless }) => isEndless),
  };
};

/** Binds the fields one by one, each with its index known to what it refers to. */
function bindFields(record: RecordLayout, binder: Binder): Pick<Bound, 'place' | 'nodes'> {
  const place: RecordPlace = {
    record,
    index: 0,
    outer: binder.place,
    referenced: new Set(),
    needsMarks: false,
    checksums: [],
    whenBound: null,
  };
  binder.place = place;
  const nodes = record.fields.map((field, index) => {
    place.index = index;
    return binder.bind(field.layout);
  });
  binder.place = place.outer;
  return { place, nodes };
}

/** What decoding and encoding do differently on the way through the fields. */
interface Pass {
  /** Before the first field of a stretch: its bytes must be there. */
  readonly open: (bound: Bound, stretch: number, cursor: Cursor, level: number) => void;
  /** At a field: `at` is where it starts. */
  readonly visit: (bound: Bound, index: number, values: object, cursor: Cursor) => void;
}

function walkFields(bound: Bound, values: object, cursor: Cursor, pass: Pass): void {
  const { layout, place, nodes } = bound;
  const scope = new Scope(values, cursor.scope, cursor.at);
  cursor.scope = scope;
  const level = cursor.depth++;
  let stretch = -1;
  let start = cursor.at;
  const enter = (next: number): void => {
    stretch = next;
    start = cursor.at;
    pass.open(bound, stretch, cursor, level);
  };
  for (const [index, field] of layout.fields.entries()) {
    if (field.stretch !== stretch) enter(field.stretch);
    const at = start + field.offset;
    cursor.at = at;
    stepTo(field, level, cursor);
    pass.visit(bound, index, values, cursor);
    const { size } = nodes[index]!; // one for each field
    if (size !== null) cursor.at = at + size;
    if (place.needsMarks) scope.marks.push(at, cursor.at);
  }
  const last = layout.stretches.length - 1;
  if (stretch !== last) enter(last);
  cursor.at = start + (layout.stretches[last] ?? 0);
  cursor.depth = level;
  scope.end = cursor.at;
  runPatches(scope.later, cursor);
  cursor.scope = scope.outer;
}

const DECODING: Pass = {
  open: ({ layout }, stretch, cursor, level) => {
    const size = layout.stretches[stretch] ?? 0;
    if (size > cursor.end - cursor.at) throwShortage(layout, stretch, cursor, level);
  },
  visit: ({ layout, nodes }, index, values, cursor) => {
    const value = nodes[index]!.decode(cursor); // one for each field
    const name = layout.fields[index]!.name; // the walk goes over the fields
    if (name !== null) setField(values as Record<string, unknown>, name, value); // the record being built
  },
};

const ENCODING: Pass = {
  open: ({ layout }, stretch, cursor) => {
    const size = layout.stretches[stretch] ?? 0;
    cursor.reserve(size);
    cursor.bytes.fill(0, cursor.at, cursor.at + size);
  },
  visit: ({ layout, nodes }, index, values, cursor) => {
    const { name, default: fallback, layout: child } = layout.fields[index]!; // the walk goes over the fields
    const own = name === null ? undefined : ownField(values, name);
    const given = own === undefined ? fallback : own;
    if (given === undefined && name !== null && !isFilledIn(child)) {
      throw failure(missingField, { field: name }, cursor.locate());
    }
    nodes[index]!.encode(given, cursor); // one for each field
  },
};

/** Bytes end inside a stretch: names the first field that they do not cover. */
function throwShortage({ fields }: RecordLayout, stretch: number, cursor: Cursor, level: number): never {
  const start = cursor.at;
  const field = fields.find(
    (each) =>
      each.stretch === stretch && each.layout.size !== null && start + each.offset + each.layout.size > cursor.end,
  );
  if (field === undefined) {
    cursor.depth = level;
    throw cursor.shortage(cursor.end - start + 1);
  }
  const at = start + field.offset;
  cursor.at = Math.min(at, cursor.end); // the gap before the field may be missing too
  stepTo(field, level, cursor);
  throw cursor.shortage(at + (field.layout.size ?? 0) - cursor.at);
}

/** Errors are about this field from now on, or about the record where the field has no name. */
function stepTo({ name }: RecordField, level: number, cursor: Cursor): void {
  cursor.depth = name === null ? level : level + 1;
  cursor.path[level] = name ?? '';
}

/** Reads only the fields that decide over the size of others. */
function* measureRecord({ layout, place, nodes }: Bound, cursor: Cursor): Measuring {
  const values: Record<string, unknown> = {};
  const scope = new Scope(values, cursor.scope, cursor.at);
  cursor.scope = scope;
  const level = cursor.depth++;
  let stretch = 0;
  let start = cursor.at;
  for (const [index, { name, layout: child, ...field }] of layout.fields.entries()) {
    if (field.stretch !== stretch) start = cursor.at;
    stretch = field.stretch;
    cursor.at = start + field.offset;
    cursor.path[level] = name ?? '';
    const node = nodes[index]!; // one for each field
    if (place.referenced.has(index) && name !== null) {
      setField(values, name, yield* decodeWhenThere(node, cursor));
    } else if (child.size === null) {
      yield* measureNext(node, cursor);
    }
  }
  const last = layout.stretches.length - 1;
  if (layout.fields.at(-1)?.layout.size === null || stretch !== last) start = cursor.at;
  cursor.at = start + (layout.stretches[last] ?? 0);
  cursor.depth = level;
  cursor.scope = scope.outer;
  yield* awaitBytes(cursor, 0);
}
