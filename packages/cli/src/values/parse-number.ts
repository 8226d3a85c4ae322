const INTEGER = /^([+-]?)(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[0-9]+)$/i;

/** A `number` where that is exact, otherwise a `bigint`: `7`, `-7`, `0x1f`, `0b101`, `0o17`, `1_000`. */
export function parseInteger(text: string): number | bigint | undefined {
  const [, sign, digits = ''] = INTEGER.exec(text.replaceAll(/(?<=[0-9a-f])_(?=[0-9a-f])/gi, '')) ?? [];
  if (sign === undefined) return undefined;
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const DECIMAL = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i;
const NAMED: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, infinity: Infinity };

/** A float: `2.7`, `-1e-3`, `nan`, `inf`, `-inf`, or an integer. */
export function parseDecimal(text: string): number | bigint | undefined {
  if (DECIMAL.test(text)) return Number(text);
  const [, sign, name = ''] = /^([+-]?)([a-z]+)$/i.exec(text) ?? [];
  const named = NAMED[name.toLowerCase()];
  if (named !== undefined) return sign === '-' ? -named : named;
  return parseInteger(text);
}
