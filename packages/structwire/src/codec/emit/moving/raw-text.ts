import { integerKey } from '../../../layout/integer-key.ts';
import type { EnumLayout, Layout, ScalarLayout } from '../../../layout/layout.ts';
import { isTruth } from '../../interpret/reference.ts';
import { literal, quoted, type Source } from '../source.ts';

/** What a constant or a derived field holds; other layouts themselves. */
export function held(layout: Layout): Layout {
  return layout.kind === 'constant' || layout.kind === 'derived' ? layout.base : layout;
}

/** The expression of the integer behind a value that is shown: names of an enumeration become their values. */
export function rawText(shown: string, layout: Layout, source: Source): string {
  const base = held(layout);
  if (base.kind !== 'enum') return shown;
  const values = firstValues(base).map(([name, value]) => `[${quoted(name)}, ${literal(value)}]`);
  const x = source.local(shown);
  return source.local(
    `typeof ${x} === 'string' ? ${source.constant(`new Map([${values.join(', ')}])`)}.get(${x}) : ${x}`,
  );
}

/** The first value of each name. */
function firstValues({ names }: EnumLayout): [string, number | bigint][] {
  const values = new Map<string, number | bigint>();
  for (const { name, value } of names) if (!values.has(name)) values.set(name, value);
  return [...values];
}

/**
 * Literals of all that means the same tag as `wanted` where a layout shows it: the integer, also as a bigint or a boolean,
 * and the names of an enumeration.
 */
export function labelsOf(wanted: number | string, layout: Layout | null): string[] {
  const base = layout === null ? null : held(layout);
  if (base?.kind === 'text') return textLabels(String(wanted));
  const names = base?.kind === 'enum' ? base.names : [];
  const value = typeof wanted === 'string' ? names.find(({ name }) => name === wanted)?.value : wanted;
  if (value === undefined) return [literal(wanted)];
  const key = integerKey(value);
  const same = names.filter((each) => integerKey(each.value) === key).map(({ name }) => literal(name));
  const truth = base !== null && isTruth(base) && (key === 0 || key === 1) ? [literal(key === 1)] : [];
  return [...integerLabels(key, base), ...truth, ...same];
}

/** An integer as a number, and as a bigint where a layout shows such. */
function integerLabels(key: number | bigint, base: Layout | null): string[] {
  if (typeof key === 'bigint') return [literal(key)];
  const isBigint = base !== null && isWide(base) && Number.isInteger(key);
  return [literal(key + 0), ...(isBigint ? [literal(BigInt(key))] : [])];
}

/** Literals of all that a layout may show for one of the values that an optional one is there with. */
export function equalLabels(wanted: number | string, layout: Layout): string[] {
  const base = held(layout);
  const names = base.kind === 'enum' ? base.names : [];
  const valueNamed = (text: string): number | bigint | string => names.find(({ name }) => name === text)?.value ?? text;
  const key = integerKey(typeof wanted === 'string' ? valueNamed(wanted) : wanted);
  if (typeof key === 'string') return [literal(wanted)];
  const same = names.filter(({ name }) => integerKey(valueNamed(name)) === key).map(({ name }) => literal(name));
  return [literal(wanted), ...integerLabels(key, base), ...same];
}

/** Digits are the same text as the integer they spell. */
function textLabels(text: string): string[] {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || String(number) !== text) return [literal(text)];
  return [literal(text), literal(number), literal(BigInt(number))];
}

/** Integers that only a `bigint` holds. */
const WIDE: ReadonlySet<ScalarLayout['scalar']> = new Set(['u56', 'i56', 'u64', 'i64', 'ptr64']);

/** Whether a layout shows bigints. */
export function isWide(layout: Layout): boolean {
  switch (layout.kind) {
    case 'scalar':
      return WIDE.has(layout.scalar) && layout.as !== 'number';
    case 'varint':
      return layout.bits === 64 && layout.as !== 'number';
    case 'bits':
      return layout.width > 53;
    case 'enum':
    case 'constant':
    case 'derived':
      return isWide(layout.base);
    default:
      return false;
  }
}

/** Whether a layout shows only integers, as a `number`, once names are their values. */
export function isInteger(layout: Layout): boolean {
  const base = held(layout);
  if (base.kind === 'enum') return isInteger(base.base);
  if (base.kind === 'scalar') return /^[ui]/.test(base.scalar) && !isWide({ ...base, as: 'bigint' });
  return base.kind === 'bits' && base.width <= 32 && base.as !== 'bool';
}

/** Whether a layout shows only integers from 0 to 2**53 - 1, as a `number`. */
export function isCount(layout: Layout): boolean {
  switch (layout.kind) {
    case 'scalar':
      return layout.scalar.startsWith('u') && !WIDE.has(layout.scalar);
    case 'varint':
      return layout.bits === 32 && !layout.zigzag;
    case 'bits':
      return !layout.signed && layout.as !== 'bool' && layout.width <= 53;
    case 'constant':
    case 'derived':
      return isCount(layout.base);
    default:
      return false;
  }
}
