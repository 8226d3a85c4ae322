import { SCALAR_KINDS } from '../codec/all-scalar-kinds.ts';
import { type Kinds, tabulate } from '../codec/kind.ts';
import { arrayKind, bytesKind, paddingKind, pascalKind, plainRecordKind } from '../codec/kinds.ts';
import { ViewingCodec } from '../codec/view/viewing-codec.ts';
import { buildRecord, type FixedRecordLayout } from '../format/build-record.ts';
import { parseNotation } from '../format/parse-notation.ts';
import type { CheckedNotation, PackableFields, UnpackedFields } from '../format/types.ts';
import { abiNamed } from '../layout/abi.ts';
import type { StructOptions } from './struct.ts';

/** What field notations are made of. */
const NOTATION_KINDS: Kinds = /* @__PURE__ */ tabulate([
  plainRecordKind,
  ...SCALAR_KINDS,
  bytesKind,
  pascalKind,
  paddingKind,
  arrayKind,
]);

/** The codec of a field notation; {@link struct} makes it. */
export class RecordStruct<Value, Accepted = Value> extends ViewingCodec<Value, Accepted> {
  /** The notation as given, white space and all. */
  readonly notation: string;
  declare readonly layout: FixedRecordLayout;
  declare readonly size: number;

  /** @throws StructwireError when the notation is not one; `index` is the character. */
  constructor(notation: string, options: StructOptions = {}) {
    super(buildRecord(parseNotation(notation, abiNamed(options.abi ?? 'lp64'))), { kinds: NOTATION_KINDS }, options);
    this.notation = notation;
  }
}

/**
 * The codec of records that a field notation describes: a Python format string with names, `name:code` for each field.
 * It is typed by the notation, and a mistake in a literal one is a type error with the message of the mistake.
 *
 * Sizes, alignment and byte order are those of the format without the names. Names are ASCII identifiers. A count makes
 * a field an array (`6h`, and also `1h`), except for `s` and `p`, where it is the length in bytes. Padding (`2x`), and
 * items of count zero that only align (`0q`), stand between the fields without a name.
 *
 * @throws StructwireError what a format is refused for, and `bad-field-name`, `duplicate-field-name`,
 *   `field-without-name`, `field-without-code`, `padding-with-name`; `index` is the character.
 *
 * @example
 * ```ts
 * import { struct } from 'structwire';
 *
 * const reading = struct('<id:I tag:2s temps:3h');
 * const bytes = reading.encode({ id: 1, tag: 'ab', temps: [7, 8, 9] }); // 01 00 00 00 61 62 07 00 08 00 09 00
 * const { id, tag, temps } = reading.decode(bytes); // 1, Uint8Array [ 97, 98 ], [ 7, 8, 9 ]
 * ```
 */
export function struct<Notation extends string, Options extends StructOptions = { abi: 'lp64' }>(
  notation: CheckedNotation<Notation, Options>,
  options?: Options,
): RecordStruct<UnpackedFields<Notation, Options>, PackableFields<Notation, Options>> {
  return new RecordStruct(notation, options);
}
