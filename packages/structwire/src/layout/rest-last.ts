import { invalidLayout } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout, RecordLayout } from './layout.ts';

/**
 * Makes sure that nothing stands behind a field that takes all bytes to the end: there are none left for it.
 *
 * @throws StructwireError `invalid-layout`
 */
export function checkRestIsLast({ fields }: RecordLayout): void {
  const index = fields.findIndex(({ layout }) => takesRest(layout));
  if (index < 0 || index === fields.length - 1) return;
  const [field, next] = [fields[index], fields[index + 1]];
  const behind = next?.name == null ? 'the padding' : `'${next.name}'`;
  const problem = `'${field?.name ?? ''}' takes all bytes to the end, none are left for ${behind} behind it: give it a length, or put it into sized()`;
  throw failure(invalidLayout, { problem });
}

/** Whether a value always goes on to the end of the bytes that are there. */
function takesRest(layout: Layout): boolean {
  switch (layout.kind) {
    case 'blob':
    case 'text':
      return layout.length.by === 'rest';
    case 'array':
      return layout.count.by === 'rest';
    case 'transform':
      return takesRest(layout.layout);
    case 'record': {
      const last = layout.fields.at(-1);
      return last !== undefined && takesRest(last.layout);
    }
    default:
      return false;
  }
}
