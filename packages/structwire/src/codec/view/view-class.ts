import { failure } from '../../errors/structwire-error.ts';
import { notViewable } from '../../errors/view-errors.ts';
import type { ArrayLayout, Layout, OverlayLayout, RecordLayout } from '../../layout/layout.ts';
import { Cursor } from '../interpret/cursor.ts';
import type { Node } from '../interpret/node.ts';
import {
  bitsGetter,
  bytesGetter,
  enumGetter,
  type Getter,
  type NodeField,
  nodeGetter,
  nodeSetter,
  scalarGetter,
  WORD,
} from './field-access.ts';
import { RESERVED_NAMES, type ViewClass, ViewState } from './view-state.ts';

/** What classes of views are made with. */
export interface ViewSettings {
  /** The interpreter of a layout. */
  readonly bind: (layout: Layout) => Node;
  readonly isLending: boolean;
}

type Viewable = (RecordLayout | OverlayLayout) & { readonly size: number };

/**
 * The class of the views of a record: a getter and a setter for each field, made without generating code.
 *
 * @throws StructwireError `not-viewable` for layouts that are no record of fixed size.
 */
export function viewClassOf(layout: Layout, settings: ViewSettings): ViewClass {
  if (!isViewable(layout)) throw failure(notViewable, { reason: reasonAgainst(layout) });
  const ViewOfRecord = class extends ViewState {};
  const { prototype } = ViewOfRecord;
  Object.defineProperty(prototype, '@size', { value: layout.size });
  Object.defineProperty(prototype, '@decode', { value: decoderOf(layout, settings) });
  for (const { name, offset, child } of fieldsOf(layout)) {
    if (RESERVED_NAMES.has(name)) throw failure(notViewable, { reason: `a field is called '${name}'` });
    const access = accessors(name, offset, child, settings);
    Object.defineProperty(prototype, name, { ...access, enumerable: true, configurable: true });
  }
  return ViewOfRecord;
}

function decoderOf(layout: Viewable, { bind, isLending }: ViewSettings): ViewState['@decode'] {
  const node = lazily(() => bind(layout));
  return (bytes, at) => {
    const cursor = new Cursor(bytes, at);
    cursor.isLending = isLending;
    return node().decode(cursor);
  };
}

interface ViewField {
  readonly name: string;
  readonly offset: number;
  readonly child: Layout & { readonly size: number };
}

function fieldsOf(layout: Viewable): ViewField[] {
  const all =
    layout.kind === 'overlay'
      ? layout.members.map(({ name, layout: child }) => ({ name, offset: 0, child }))
      : layout.fields.map(({ name, offset, layout: child }) => ({ name, offset, child }));
  return all.filter((field): field is ViewField => field.name !== null && field.child.size !== null);
}

function accessors(
  name: string,
  offset: number,
  given: Layout & { readonly size: number },
  settings: ViewSettings,
): { get: Getter; set: (this: ViewState, value: unknown) => void } {
  const layout = storedAs(given);
  const field = {
    layout,
    offset,
    node: lazily(() => settings.bind(layout)),
    step: name,
    isLending: settings.isLending,
  };
  return { get: getterOf(layout, field, settings), set: nodeSetter(field) };
}

function getterOf(layout: Layout, field: NodeField, settings: ViewSettings): Getter {
  const { offset, isLending } = field;
  if (isViewable(layout)) return nestedGetter(field, viewClassOf(layout, settings));
  switch (layout.kind) {
    case 'scalar':
      return layout.as === 'number' && layout.size > 6 ? nodeGetter(field) : scalarGetter(layout, offset);
    case 'bytes':
      return bytesGetter(layout, offset, isLending);
    case 'bits':
      return 8 * layout.size <= WORD ? bitsGetter(layout, offset) : nodeGetter(field);
    case 'enum':
      return layout.as === 'number'
        ? getterOf(layout.base, field, settings)
        : enumGetter(layout, getterOf(layout.base, field, settings));
    case 'array':
      if (isViewable(layout.element)) return arrayGetter(field, layout, viewClassOf(layout.element, settings));
  }
  return nodeGetter(field);
}

function nestedGetter({ step, offset }: NodeField, Nested: ViewClass): Getter {
  const steps = [step];
  return function () {
    return new Nested(this['@bytes'], this['@view'], this['@at'] + offset, this, steps);
  };
}

function arrayGetter({ step, offset }: NodeField, { count, element }: ArrayLayout, Nested: ViewClass): Getter {
  const length = count.by === 'fixed' ? count.value : 0; // an array of fixed size has a fixed count
  const stride = element.size ?? 0; // and elements of fixed size
  return function () {
    const [bytes, view, start] = [this['@bytes'], this['@view'], this['@at'] + offset];
    return Array.from({ length }, (_, i) => new Nested(bytes, view, start + i * stride, this, [step, i]));
  };
}

/** Fields that encoding a record fills in are what is stored, in a view. */
function storedAs(layout: Layout & { readonly size: number }): Layout & { readonly size: number } {
  if (layout.kind !== 'derived' && layout.kind !== 'checksum') return layout;
  return layout.base as Layout & { readonly size: number }; // of the same size
}

function isViewable(layout: Layout): layout is Viewable {
  return layout.size !== null && (layout.kind === 'record' || layout.kind === 'overlay');
}

function reasonAgainst(layout: Layout): string {
  return layout.kind === 'record'
    ? 'its size depends on the value'
    : `it is no record but of the kind '${layout.kind}'`;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
