import type {
  ArrayLayout,
  BlobLayout,
  BytesLayout,
  ChecksumExtraBytes,
  ChecksumLayout,
  ConstantLayout,
  Definition,
  DefinitionsLayout,
  DerivedCount,
  DerivedFrom,
  DerivedLayout,
  DerivedLength,
  DerivedPresence,
  DerivedTag,
  EnumLayout,
  EnumName,
  FlagName,
  FlagsLayout,
  Layout,
  OptionalLayout,
  OverlayLayout,
  OverlayMember,
  PaddingLayout,
  PascalLayout,
  Presence,
  RecordField,
  RecordLayout,
  ScaledLayout,
  SizedLayout,
  TextLayout,
  TimestampLayout,
  TupleItem,
  TupleLayout,
  UnionCase,
  UnionLayout,
  UnionTag,
} from '../layout/layout.ts';
import { arithmetic, extent, readExtent, textExtent } from './extent-rules.ts';
import { bits, prefix, scalar, varint } from './integer-rules.ts';
import { align, anySize, fieldPath, fixedSize, noSize, text } from './node-rules.ts';
import { object, optional, variant } from './object-rule.ts';
import { choice, finite, hex, later, list, nullable, type Rule, string, whole } from './rule.ts';
import { integer, tag, value } from './value-rule.ts';

/** Layouts that may stand inside another one: all but definitions, and those with user functions. */
type Inner = Exclude<Layout, { kind: 'definitions' | 'transform' }>;

const inner: Rule<Layout> = later(() => innerLayout as unknown as Rule<Layout>, '#/$defs/layout'); // it reads and writes these kinds

const bytes: Rule<BytesLayout> = object<BytesLayout>({
  kind: choice('bytes'),
  size: fixedSize,
  align,
  fit: choice('pad', 'exact'),
  label: text,
});

const pascal: Rule<PascalLayout> = object<PascalLayout>({
  kind: choice('pascal'),
  size: fixedSize,
  align,
  label: text,
});

const padding: Rule<PaddingLayout> = object<PaddingLayout>({ kind: choice('padding'), size: fixedSize, align });

const textLayout: Rule<TextLayout> = object<TextLayout>({
  kind: choice('text'),
  size: anySize,
  align,
  encoding: choice('utf8', 'ascii', 'latin1', 'utf16le', 'utf16be'),
  length: textExtent,
  pad: choice('nul', 'space', 'none'),
  invalid: choice('refuse', 'replace'),
});

const enumeration: Rule<EnumLayout> = object<EnumLayout>({
  kind: choice('enum'),
  size: fixedSize,
  align,
  name: text,
  base: variant<EnumLayout['base']>()('kind', { scalar, bits }),
  names: list(object<EnumName>({ name: string, value: integer, doc: text })),
  as: choice('name', 'number'),
});

const tuple: Rule<TupleLayout> = object<TupleLayout>({
  kind: choice('tuple'),
  size: fixedSize,
  align,
  items: list(
    object<TupleItem>({
      code: string,
      offset: whole(0),
      repeat: whole(0),
      layout: variant<TupleItem['layout']>()('kind', { scalar, bytes, pascal, padding }),
    }),
  ),
  length: whole(0),
});

const record: Rule<RecordLayout> = object<RecordLayout>({
  kind: choice('record'),
  size: anySize,
  align,
  name: text,
  fields: list(
    object<RecordField>({
      name: nullable(string),
      stretch: whole(0),
      offset: whole(0),
      layout: inner,
      doc: text,
      unit: text,
      default: optional(value),
    }),
  ),
  stretches: list(whole(0), 1),
});

const array: Rule<ArrayLayout> = object<ArrayLayout>({
  kind: choice('array'),
  size: anySize,
  align,
  element: inner,
  count: extent,
});

const overlay: Rule<OverlayLayout> = object<OverlayLayout>({
  kind: choice('overlay'),
  size: fixedSize,
  align,
  name: text,
  members: list(object<OverlayMember>({ name: string, layout: inner, doc: text, unit: text })),
});

const blob: Rule<BlobLayout> = object<BlobLayout>({ kind: choice('blob'), size: noSize, align, length: readExtent });

const flags: Rule<FlagsLayout> = object<FlagsLayout>({
  kind: choice('flags'),
  size: fixedSize,
  align,
  name: text,
  base: variant<FlagsLayout['base']>()('kind', { scalar, bits }),
  flags: list(object<FlagName>({ name: string, mask: integer, doc: text })),
  others: nullable(string),
});

const scaled: Rule<ScaledLayout> = object<ScaledLayout>({
  kind: choice('scaled'),
  size: anySize,
  align,
  base: variant<ScaledLayout['base']>()('kind', { scalar, bits, varint }),
  multiply: finite(false),
  divide: finite(false),
  add: finite(true),
});

const timestamp: Rule<TimestampLayout> = object<TimestampLayout>({
  kind: choice('timestamp'),
  size: fixedSize,
  align,
  base: scalar,
  unit: choice('s', 'ms', 'us', 'ns'),
  epoch: whole(Number.MIN_SAFE_INTEGER),
  as: choice('date', 'number'),
});

const constant: Rule<ConstantLayout> = object<ConstantLayout>({
  kind: choice('constant'),
  size: anySize,
  align,
  base: variant<ConstantLayout['base']>()('kind', { scalar, bits, enum: enumeration, varint, text: textLayout, bytes }),
  value,
});

const derivedFrom: Rule<DerivedFrom> = variant<DerivedFrom>()('of', {
  length: object<DerivedLength>({ of: choice('length'), field: list(string), through: text, ...arithmetic }),
  count: object<DerivedCount>({ of: choice('count'), field: fieldPath, ...arithmetic }),
  tag: object<DerivedTag>({ of: choice('tag'), field: fieldPath }),
  presence: object<DerivedPresence>({ of: choice('presence'), field: fieldPath }),
});

const derived: Rule<DerivedLayout> = object<DerivedLayout>({
  kind: choice('derived'),
  size: anySize,
  align,
  base: variant<DerivedLayout['base']>()('kind', { scalar, bits, varint, enum: enumeration, text: textLayout }),
  from: derivedFrom,
});

const checksum: Rule<ChecksumLayout> = object<ChecksumLayout>({
  kind: choice('checksum'),
  size: fixedSize,
  align,
  base: scalar,
  algorithm: choice(
    'crc8',
    'crc8/maxim',
    'crc8/sae-j1850',
    'crc8/dvb-s2',
    'crc16/arc',
    'crc16/modbus',
    'crc16/ibm-3740',
    'crc16/xmodem',
    'crc16/kermit',
    'crc16/ibm-sdlc',
    'crc16/mcrf4xx',
    'crc16/usb',
    'crc16/dnp',
    'crc24/openpgp',
    'crc32',
    'crc32c',
    'crc32/bzip2',
    'crc32/mpeg-2',
    'fletcher8',
    'fletcher16',
    'adler32',
    'sum',
    'xor',
    'internet',
  ),
  from: nullable(string),
  through: nullable(string),
  extra: optional(
    object({ field: string, bytes: list(object<ChecksumExtraBytes>({ value: whole(Number.MIN_SAFE_INTEGER), hex })) }),
  ),
});

const alignment: Rule<Extract<Layout, { kind: 'align' }>> = object({
  kind: choice('align'),
  size: noSize,
  align,
  to: whole(1),
});

const sized: Rule<SizedLayout> = object<SizedLayout>({
  kind: choice('sized'),
  size: anySize,
  align,
  length: extent,
  layout: inner,
  leftover: choice('refuse', 'ignore'),
});

const presence: Rule<Presence> = variant<Presence>()('by', {
  field: object<Extract<Presence, { by: 'field' }>>({
    by: choice('field'),
    field: fieldPath,
    mask: optional(whole(0)),
    equals: optional(list(tag)),
  }),
  prefix: object({ by: choice('prefix'), prefix }),
  rest: object({ by: choice('rest') }),
});

const optionalLayout: Rule<OptionalLayout> = object<OptionalLayout>({
  kind: choice('optional'),
  size: noSize,
  align,
  layout: inner,
  present: presence,
});

type TagPrefix = Extract<UnionTag, { by: 'prefix' }>['prefix'];

const unionTag: Rule<UnionTag> = variant<UnionTag>()('by', {
  field: object({ by: choice('field'), field: fieldPath }),
  prefix: object({
    by: choice('prefix'),
    prefix: variant<TagPrefix>()('kind', { scalar, varint, enum: enumeration, text: textLayout }),
  }),
  size: object({ by: choice('size') }),
});

const union: Rule<UnionLayout> = object<UnionLayout>({
  kind: choice('union'),
  size: noSize,
  align,
  name: text,
  tag: unionTag,
  cases: list(object<UnionCase>({ tag, layout: inner, doc: text })),
  unknown: choice('keep', 'refuse'),
});

const ref: Rule<Extract<Layout, { kind: 'ref' }>> = object({ kind: choice('ref'), size: noSize, align, name: string });

/** The rule of each kind that may stand inside another one. */
export const KIND_RULES: { readonly [Kind in Inner['kind']]: Rule<Extract<Inner, { kind: Kind }>> } = {
  scalar,
  bytes,
  pascal,
  padding,
  tuple,
  record,
  array,
  bits,
  overlay,
  enum: enumeration,
  varint,
  blob,
  text: textLayout,
  flags,
  scaled,
  timestamp,
  constant,
  derived,
  checksum,
  align: alignment,
  sized,
  optional: optionalLayout,
  union,
  ref,
};

export const innerLayout: Rule<Inner> = variant<Inner>()('kind', KIND_RULES);

/** A layout, with definitions around it where it has some. */
export const definitions: Rule<DefinitionsLayout> = object<DefinitionsLayout>({
  kind: choice('definitions'),
  size: anySize,
  align,
  layout: inner,
  definitions: list(object<Definition>({ name: string, layout: inner }), 1),
});
