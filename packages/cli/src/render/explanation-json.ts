import { type LayoutRow, paddingText } from 'structwire/describe';
import { jsonNotation } from '../values/json-notation.ts';
import { valueText } from '../values/value-text.ts';
import { type Explanation, packedForms } from './explanation.ts';

/** An explanation for programs: one JSON object on one line. What does not apply is left out. */
export function explanationJson({ format, description, equivalents, record }: Explanation): string {
  const { size, align, hiddenPadding, rows } = description;
  const json = {
    format: format.text,
    mode: format.mode,
    size,
    align,
    padding: hiddenPadding,
    rows: rows.map(rowJson),
    ...(equivalents === null ? {} : { packed: packedForms(equivalents), explicit: equivalents.explicit }),
    ...(record === null
      ? {}
      : {
          bytes: Buffer.from(record.bytes).toString('hex'),
          values: record.spans
            .filter(({ row }) => row.kind !== 'padding')
            .map(({ start, end, row, value }) => ({ field: row.path, start, end, value: jsonValue(row, value) })),
        }),
  };
  return `${JSON.stringify(json)}\n`;
}

function rowJson({ kind, path, offset, after, size, type, code, endian, bits, padding, doc, unit }: LayoutRow): object {
  const where = { offset, ...(after === null ? {} : { after }), size };
  if (padding !== null) return { ...where, padding: paddingText(padding) };
  return {
    ...where,
    field: path,
    ...(kind === 'group' ? { group: true } : {}),
    ...(code === null ? {} : { code }),
    type,
    ...(endian === null ? {} : { endian }),
    ...(bits === null ? {} : { bits }),
    ...(unit === null ? {} : { unit }),
    ...(doc === null ? {} : { doc }),
  };
}

function jsonValue({ layout }: LayoutRow, value: unknown): unknown {
  return layout === null ? null : JSON.parse(valueText(layout, jsonNotation)(value));
}
