import { ALL_KINDS } from '../codec/all-kinds.ts';
import { DEFAULT_LIMITS } from '../codec/limits.ts';
import { OPERATIONS } from '../codec/operations.ts';
import { sourceOf } from '../codec/sources.ts';
import { invalidLayout } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { Layout } from '../layout/layout.ts';
import { dataLiteral } from './typescript-text.ts';
import { type Direction, definedName, valueType } from './value-type.ts';

/** What a generated module is called and comes from. */
export interface TypeScriptOptions {
  /** Name of the codec and of its types; what is no letter, digit, `_` or `$` becomes `_`, and a name that is taken gets one. */
  readonly name: string;
  /** What the module was made from, for its first line. */
  readonly source?: string;
}

/**
 * A TypeScript module with the codec of a layout and the types of its values: the very code that the codec would
 * compile when it runs, written ahead of time. It needs no `eval`, and `structwire` at run time.
 *
 * @throws StructwireError `invalid-layout` for layouts with user functions in them.
 * @example
 * ```ts
 * import { struct } from 'structwire';
 * import { generateTypeScript } from 'structwire/generate';
 *
 * const { layout } = struct('<id:I tag:2s');
 * const text = generateTypeScript(layout, { name: 'Reading' });
 * console.log(text.includes('export interface Reading')); // true
 * ```
 */
export function generateTypeScript(layout: Layout, { name, source }: TypeScriptOptions): string {
  const type = definedName(name, 'out');
  const input = definedName(name, 'in');
  const origin = source === undefined ? '' : ` from ${source.replaceAll(/\s+/g, ' ')}`;
  const parts = [
    `// Written by structwire gen ts${origin}: do not edit.\n// @ts-nocheck: the operations are compiled code.\n/* eslint-disable */`,
    `import type { Codec, Layout } from 'structwire';\nimport { generatedCodec } from 'structwire/generated';`,
    ...namedTypes(layout),
    ...(isNamedIn(layout, name) ? [] : [declaration(type, layout, 'out'), declaration(input, layout, 'in')]),
    `const layout: Layout = ${dataLiteral(layout)};`,
    `export const ${type}: Codec<${type}, ${input}> = /* @__PURE__ */ generatedCodec(layout, ${operations(layout)});`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The types of named layouts, which may contain one another. */
function namedTypes(layout: Layout): string[] {
  if (layout.kind !== 'definitions') return [];
  return layout.definitions.flatMap(({ name, layout: defined }) => [
    declaration(definedName(name, 'out'), defined, 'out'),
    declaration(definedName(name, 'in'), defined, 'in'),
  ]);
}

/** Whether the module's own type is one of the named ones. */
function isNamedIn(layout: Layout, name: string): boolean {
  const defined = layout.kind === 'definitions' ? layout.definitions.find((each) => each.name === name) : undefined;
  if (layout.kind !== 'definitions' || defined === undefined) return false;
  if (layout.layout.kind === 'ref' && layout.layout.name === name) return true;
  if (dataLiteral(layout.layout) === dataLiteral(defined.layout)) return true; // a type that is made later elsewhere
  throw failure(invalidLayout, { problem: `a type inside is called '${name}' as well; give the module another name` });
}

function declaration(name: string, layout: Layout, direction: Direction): string {
  const type = valueType(layout, direction, '');
  const isObject = layout.kind === 'record' || layout.kind === 'flags';
  return isObject ? `export interface ${name} ${type}` : `export type ${name} = ${type};`;
}

function operations(layout: Layout): string {
  const options = { isLending: false, maxArrayLength: DEFAULT_LIMITS.maxArrayLength };
  const makers = OPERATIONS.flatMap((name) => {
    const source = sourceOf(layout, name, options, ALL_KINDS);
    return source === null ? [] : [`  ${name}: (interpret, runtime) => {\n${indented(source)}\n  },`];
  });
  return makers.length === 0 ? '{}' : `{\n${makers.join('\n')}\n}`;
}

function indented(source: string): string {
  return source
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
