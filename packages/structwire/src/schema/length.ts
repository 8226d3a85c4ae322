import { blobKind, recordKind } from '../codec/kinds.ts';
import { kindNameOf } from '../layout/kind-name.ts';
import type { BlobLayout, Extent, FieldPath, PrefixLayout } from '../layout/layout.ts';
import {
  type AnyType,
  defineType,
  type IntegerType,
  mistake,
  type RefsOf,
  type Surroundings,
  type Type,
  wholeFrom,
} from './type.ts';

/** To the end of the bytes: of the {@link sized} part it stands in, or of the input. Also a type: the bytes that are left. */
export interface Rest extends Type<Uint8Array<ArrayBuffer>, Uint8Array> {
  readonly isRest: true;
}

/**
 * As a length: to the end of the bytes, of the `sized` part around or of the input. As a field: the bytes that are left.
 *
 * @example
 * ```ts
 * import { array, record, rest, u16, u8 } from 'structwire';
 *
 * const Samples = record({ channel: u8, samples: array(u16, rest) });
 * console.log(Samples.decode(Uint8Array.of(1, 2, 0, 3, 0)).samples.join(' ')); // 2 3
 * ```
 */
export const rest: Rest = /* @__PURE__ */ makeRest();

function makeRest(): Rest {
  const layout: BlobLayout = Object.freeze({
    kind: 'blob',
    size: null,
    align: 1,
    length: Object.freeze({ by: 'rest' }),
  });
  const type = defineType<Uint8Array<ArrayBuffer>, Uint8Array>({
    kinds: [blobKind, recordKind],
    layoutIn: () => layout,
  });
  return { ...type, isRest: true };
}

/**
 * How many there are of something: a number; the name of a field before it, such as `count` or `header.count`; the type
 * of an integer right in front, such as `u8`; {@link rest}, to the end; or {@link by}, with arithmetic.
 */
export type Length = number | string | IntegerType | Rest | AdjustedLength;

/** A length that is read and then reckoned with. */
export interface AdjustedLength<Source extends string | IntegerType = string | IntegerType> {
  readonly source: Source;
  readonly times: number;
  readonly plus: number;
}

/** The names of fields that a length looks at. */
export type RefsOfLength<L> = L extends string
  ? L
  : L extends AdjustedLength<infer Source>
    ? RefsOfLength<Source>
    : L extends AnyType
      ? RefsOf<L>
      : never;

/**
 * A length that is `times` what a field or an integer in front says, `plus` a number.
 *
 * @example
 * ```ts
 * import { bits, by, bytes, record } from 'structwire';
 *
 * const Packet = record({ words: bits(4), flags: bits(4), options: bytes(by('words', { times: 4, plus: -4 })) }, { endian: 'be' });
 * console.log(Packet.decode(Uint8Array.of(0x20, 1, 2, 3, 4)).options.length); // 4
 * ```
 */
export function by<const Source extends string | IntegerType>(
  source: Source,
  { times = 1, plus = 0 }: { readonly times?: number; readonly plus?: number },
): AdjustedLength<Source> {
  if (!Number.isSafeInteger(times) || times < 1) throw mistake(`a length is taken times a whole number, not ${times}`);
  if (!Number.isSafeInteger(plus)) throw mistake(`what is added to a length is a whole number, not ${plus}`);
  return Object.freeze({ source, times, plus });
}

/** A length made ready for a layout, with the types it is made of. */
export interface ReadyLength {
  readonly children: readonly AnyType[];
  readonly extentIn: (surroundings: Surroundings) => Extent;
}

export function lengthOfType(length: Length, what: string): ReadyLength {
  if (typeof length === 'number') {
    const extent: Extent = Object.freeze({ by: 'fixed', value: wholeFrom(0, length, what) });
    return { children: [], extentIn: () => extent };
  }
  if (typeof length === 'string') return adjusted({ source: length, times: 1, plus: 0 });
  if (typeof length !== 'object' || length === null) throw mistake(`${what} is a number, a name, a type or rest`);
  if ('isRest' in length) return { children: [], extentIn: () => Object.freeze({ by: 'rest' }) };
  return adjusted('source' in length ? length : { source: length, times: 1, plus: 0 });
}

function adjusted({ source, times, plus }: AdjustedLength): ReadyLength {
  const arithmetic = { ...(times === 1 ? {} : { times }), ...(plus === 0 ? {} : { plus }) };
  if (typeof source === 'string') {
    const extent: Extent = Object.freeze({ by: 'field', field: pathOf(source), ...arithmetic });
    return { children: [], extentIn: () => extent };
  }
  return {
    children: [source],
    extentIn: (surroundings) => Object.freeze({ by: 'prefix', prefix: prefixIn(source, surroundings), ...arithmetic }),
  };
}

/** The names of a path such as `header.count`. */
export function pathOf(text: string): FieldPath {
  const path = text.split('.');
  if (path.every((name) => name !== '')) return Object.freeze(path);
  throw mistake(`${JSON.stringify(text)} is no name of a field`);
}

/** The layout of an integer that stands in front of what it is about. */
export function prefixIn(type: AnyType, surroundings: Surroundings): PrefixLayout {
  const layout = type.definition.layoutIn({ ...surroundings, alignOf: null });
  if (layout.kind === 'varint' || (layout.kind === 'scalar' && /^[ui]/.test(layout.scalar))) return layout;
  throw mistake(`an integer stands in front, such as u16 or varint, not ${kindNameOf(layout)}`);
}
