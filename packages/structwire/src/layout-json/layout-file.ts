import { ALL_KINDS } from '../codec/all-kinds.ts';
import { interpret } from '../codec/interpret/interpret.ts';
import { isStructwireError } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { checkLayout } from './check-layout.ts';
import { definitions, innerLayout } from './layout-rules.ts';
import { object } from './object-rule.ts';
import { choice, list, type Rule, refuse, string } from './rule.ts';

/** Nesting of JSON that no layout of a real format comes near. */
const DEEPEST = 200;

/** A file of layouts. */
export interface LayoutFile {
  readonly format: 'structwire-layout';
  readonly version: 1;
  readonly layouts: readonly { readonly name: string; readonly layout: Layout }[];
}

/** An outermost layout: with definitions, or one of the other kinds. */
const outermost: Rule<Layout> = {
  read: (json, path) => (isDefinitions(json) ? definitions.read(json, path) : innerLayout.read(json, path)),
  write: (layout) => {
    if (layout.kind === 'definitions') return definitions.write(layout);
    return innerLayout.write(layout as Parameters<typeof innerLayout.write>[0]); // user functions were refused before
  },
  schema: { anyOf: [{ $ref: '#/$defs/definitions' }, { $ref: '#/$defs/layout' }] },
};

/** What such a file is. */
export const file: Rule<LayoutFile> = object<LayoutFile>({
  format: choice('structwire-layout'),
  version: choice(1),
  layouts: list(object({ name: string, layout: outermost })),
});

function isDefinitions(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'kind' in json && json.kind === 'definitions';
}

/**
 * Layouts as the text of a `*.layout.json` file. Equal layouts give equal texts: the order of properties is fixed, bigints
 * are `{ "bigint": "..." }`.
 *
 * @throws StructwireError `invalid-layout` for layouts with user functions (`transform`), which no file can hold.
 * @example
 * ```ts
 * import { record, u16, u32 } from 'structwire';
 * import { parseLayouts, serializeLayouts } from 'structwire/layout';
 *
 * const Sensor = record({ id: u32, level: u16 }, { name: 'sensor' });
 * const text = serializeLayouts({ Sensor: Sensor.layout });
 * console.log(parseLayouts(text).get('Sensor')?.size); // 6
 * ```
 */
export function serializeLayouts(layouts: Readonly<Record<string, Layout>> | ReadonlyMap<string, Layout>): string {
  const entries = layouts instanceof Map ? [...layouts] : Object.entries(layouts as Readonly<Record<string, Layout>>); // the other form
  const list = entries.map(([name, layout]) => ({ name, layout: withoutFunctions(layout, name) }));
  return `${JSON.stringify(file.write({ format: 'structwire-layout', version: 1, layouts: list }), null, 2)}\n`;
}

/**
 * The layouts of a `*.layout.json` file, by name, in their order.
 *
 * Strict: properties that are unknown or missing, sizes and offsets that contradict each other, references to fields or
 * definitions that are not there are errors. What comes back is as good as what a builder makes.
 *
 * @throws StructwireError `invalid-layout`, `unknown-field`; `path` is the place in the file, such as
 *   `layouts[0].layout.fields[2].offset`.
 */
export function parseLayouts(text: string): Map<string, Layout> {
  const json = parseJson(text);
  checkDepth(json, 0);
  const { layouts } = file.read(json, '');
  const byName = new Map<string, Layout>();
  for (const [i, { name, layout }] of layouts.entries()) {
    const path = `layouts[${i}]`;
    if (byName.has(name)) throw refuse(`two layouts have the name ${JSON.stringify(name)}`, `${path}.name`);
    checkLayout(layout, `${path}.layout`);
    checkReferences(layout, `${path}.layout`);
    byName.set(name, layout);
  }
  return byName;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(`no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, '');
  }
}

function checkDepth(json: unknown, depth: number): void {
  if (typeof json !== 'object' || json === null) return;
  if (depth > DEEPEST) throw refuse(`nested deeper than ${DEEPEST}`, '');
  for (const part of Object.values(json)) checkDepth(part, depth + 1);
}

/** A codec of it can be made: every field and definition that something refers to is there. */
function checkReferences(layout: Layout, path: string): void {
  try {
    interpret(layout, ALL_KINDS.nodes);
  } catch (error) {
    throw isStructwireError(error) ? refuse(error.message, path) : error;
  }
}

function withoutFunctions(layout: Layout, name: string): Layout {
  const id = transformIn(layout);
  if (id === null) return layout;
  throw refuse(`'${name}' has the user function '${id}', which no file can hold`, '');
}

/** The first user function in a layout. */
function transformIn(part: unknown): string | null {
  if (typeof part !== 'object' || part === null) return null;
  if ('kind' in part && part.kind === 'transform' && 'id' in part) return String(part.id);
  for (const inner of Object.values(part)) {
    const id = transformIn(inner);
    if (id !== null) return id;
  }
  return null;
}
