import type { Codec } from '../codec/codec.ts';
import type { Layout } from '../layout/layout.ts';

/** As much as libuv asks the system for at a time; more does not stay in the cache of a core. */
const MOST_BYTES = 64 * 1024;
/** Below this, reading more often costs more than it saves; and there are few sizes to have memory of. */
const STEP_BYTES = 16 * 1024;
/** So many records, each of several objects, stay in the cache, and few of them outlive a collection. */
const RECORDS = 1_200;

/** What decodes to a number, which is no object of its own, or to nothing. */
const PLAIN: ReadonlySet<Layout['kind']> = new Set([
  'scalar',
  'padding',
  'bits',
  'enum',
  'scaled',
  'constant',
  'derived',
  'checksum',
]);

/** How many bytes to read at a time: all that come in one read become objects before anybody has looked at the first. */
export function readSize({ layout, size }: Codec<unknown, never>): number {
  if (size === null || !hasObjects(layout)) return MOST_BYTES;
  return Math.min(MOST_BYTES, Math.ceil((RECORDS * size) / STEP_BYTES) * STEP_BYTES);
}

function hasObjects(layout: Layout): boolean {
  if (layout.kind === 'tuple') return !layout.items.every((item) => PLAIN.has(item.layout.kind));
  return layout.kind === 'record' && !layout.fields.every((field) => PLAIN.has(field.layout.kind));
}
