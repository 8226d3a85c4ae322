import type { Layout } from '../../../layout/layout.ts';
import { minSize } from '../../../layout/min-size.ts';
import { isWide } from './raw-text.ts';

/** How long an array is taken to be whose length is not known. */
const USUAL_LENGTH = 16;

/** How many values of a layout are read faster through a view than byte by byte, about: floats and 64-bit integers. */
export function viewReads(layout: Layout): number {
  switch (layout.kind) {
    case 'scalar':
      return layout.scalar.startsWith('f') || isWide({ ...layout, as: 'bigint' }) ? 1 : 0;
    case 'tuple':
      return sum(layout.items.map((item) => item.repeat * viewReads(item.layout)));
    case 'array':
      return viewReads(layout.element) * (layout.count.by === 'fixed' ? layout.count.value : USUAL_LENGTH);
    case 'union':
      return Math.max(0, ...layout.cases.map((each) => viewReads(each.layout)));
    default:
      return sum(partsOf(layout).map(viewReads));
  }
}

/** Whether a user's function is called while the layout is read. */
export function hasUserFunctions(layout: Layout): boolean {
  return has(layout, ({ kind }) => kind === 'transform');
}

/** Whether elements of an array may take no bytes. */
export function hasEmptyElements(layout: Layout): boolean {
  return has(layout, (each) => each.kind === 'array' && minSize(each.element) === 0);
}

function has(layout: Layout, is: (layout: Layout) => boolean): boolean {
  return is(layout) || partsOf(layout).some((part) => has(part, is));
}

/** The layouts that a layout is made of. */
function partsOf(layout: Layout): readonly Layout[] {
  switch (layout.kind) {
    case 'record':
      return layout.fields.map((field) => field.layout);
    case 'array':
      return [layout.element];
    case 'overlay':
      return layout.members.map((member) => member.layout);
    case 'union':
      return layout.cases.map((each) => each.layout);
    case 'definitions':
      return [layout.layout, ...layout.definitions.map((each) => each.layout)];
    default:
      if ('base' in layout) return [layout.base];
      return 'layout' in layout ? [layout.layout] : [];
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
