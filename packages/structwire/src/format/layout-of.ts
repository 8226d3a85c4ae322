import { abiNamed } from '../layout/abi.ts';
import type { TupleLayout } from '../layout/layout.ts';
import { buildRecord, type FixedRecordLayout } from './build-record.ts';
import { buildTuple } from './build-tuple.ts';
import type { FormatOptions } from './format-options.ts';
import { parseFormat } from './parse-format.ts';
import { parseNotation } from './parse-notation.ts';

/**
 * The layout that a text describes, which may be a plain format (`I 2s f`, positional values) or a field notation
 * (`id:I tag:2s value:f`, named ones). A colon tells them apart: no format has one.
 *
 * @throws StructwireError what is wrong with the text; `index` is the character.
 *
 * @example
 * ```ts
 * import { layoutOf } from 'structwire';
 *
 * layoutOf('<I 2s').kind; // 'tuple'
 * layoutOf('<id:I tag:2s').kind; // 'record'
 * ```
 */
export function layoutOf(formatOrNotation: string, options: FormatOptions = {}): TupleLayout | FixedRecordLayout {
  const abi = abiNamed(options.abi ?? 'lp64');
  const isNotation = typeof formatOrNotation === 'string' && formatOrNotation.includes(':');
  return isNotation
    ? buildRecord(parseNotation(formatOrNotation, abi))
    : buildTuple(parseFormat(formatOrNotation, abi));
}
