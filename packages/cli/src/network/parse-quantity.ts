import { InvalidArgumentError } from 'commander';

const HIGHEST_PORT = 65535;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
const UNIT_BYTES: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

// For options: commander shows the text of the error behind the option's name.

/** A whole number from 0 on. */
export function parseCount(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

export function parsePort(text: string): number {
  const port = parseCount(text);
  if (port > HIGHEST_PORT) throw new InvalidArgumentError(`A port is at most ${HIGHEST_PORT}.`);
  return port;
}

/** A time in milliseconds: `500ms`, `30s` or `30`, `5m`, `1h`; `off` is for ever. */
export function parseDuration(text: string): number {
  if (text === 'off') return Number.POSITIVE_INFINITY;
  const [, number = '', unit = ''] = /^([0-9]+(?:\.[0-9]+)?)([a-z]*)$/.exec(text) ?? [];
  const factor = UNIT_MS[unit];
  if (number === '' || factor === undefined)
    throw new InvalidArgumentError('Expected a time such as 30s, 500ms or off.');
  return Number(number) * factor;
}

/** A number of bytes: `4096`, `64k`, `1m`; `off` is without limit. */
export function parseByteCount(text: string): number {
  if (text === 'off') return Number.POSITIVE_INFINITY;
  const [, number = '', unit = ''] = /^([0-9]+)([a-z]?)$/.exec(text.toLowerCase()) ?? [];
  const factor = UNIT_BYTES[unit];
  if (number === '' || factor === undefined) throw new InvalidArgumentError('Expected a size such as 4096, 64k or 1m.');
  return Number(number) * factor;
}

/** Records a second: `50/s`, `50`, `3000/m`. */
export function parseRate(text: string): number {
  const [, number = '', unit = 's'] = /^([0-9]+(?:\.[0-9]+)?)(?:\/([smh]))?$/.exec(text) ?? [];
  const perSecond = (Number(number) * 1000) / (UNIT_MS[unit] ?? 1000);
  if (number === '' || perSecond === 0) throw new InvalidArgumentError('Expected a rate such as 50/s.');
  return perSecond;
}
