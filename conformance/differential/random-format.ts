import type { Random } from '../../packages/structwire/test/random.ts';

/** One value that a format takes or gives. */
export interface Slot {
  readonly code: string;
  /** Sizes and alignment of the platform: `@` or no prefix. */
  readonly isNative: boolean;
  /** The length of an `s` or `p`. */
  readonly length: number;
}

/** A format and the values it takes, as far as it is right. */
export interface RandomFormat {
  readonly text: string;
  readonly slots: readonly Slot[];
}

const PREFIXES = ['', '', '@', '=', '<', '>', '!'];
const STANDARD_CODES = 'xcbB?hHiIlLqQefdsp';
const NATIVE_CODES = `${STANDARD_CODES}nNP`;
const CODES_WITH_VALUES = Array.from(NATIVE_CODES).filter((code) => code !== 'x');
/** Longer runs than the largest buffer of a case. */
const LONGEST_RUN = 10_000;
const SPACES = ' \t\n\v\f\r';
const BAD_CHARACTERS = [
  'z',
  'F',
  'Z',
  '<',
  '@',
  '-',
  '.',
  '\u00a0',
  '\ufeff',
  '\0',
  '\x1c',
  'é',
  '😀',
  '\ud800',
  'nN',
  '3 i',
];
const HUGE_COUNTS = [
  '9223372036854775807',
  '9223372036854775808',
  '4611686018427387904',
  '1152921504606846976',
  '99999999999999999999',
  '9007199254740993',
  '1000000000',
];

/** A format that is right, with white space, zero counts and leading zeros where they may stand. */
export function randomFormat(random: Random): RandomFormat {
  const prefix = random.one(PREFIXES);
  const isNative = prefix === '' || prefix === '@';
  let text = prefix;
  for (let items = random.below(6); items >= 0; items--) {
    const code = random.one(isNative ? NATIVE_CODES : STANDARD_CODES);
    text += `${randomSpace(random)}${randomCount(random, code)}${code}`;
  }
  return formatOf(text + randomSpace(random));
}

/** A format of which only the size is asked: counts of any length. */
export function randomSizeFormat(random: Random): RandomFormat {
  const { text } = randomFormat(random);
  const at = /^[@=<>!]?/.exec(text)![0].length; // matches always
  return {
    text: `${text.slice(0, at)}${random.one(HUGE_COUNTS)}${random.one('xbhiqs')}${text.slice(at)}`,
    slots: [],
  };
}

/** A format with a mistake, nearly always: something that does not belong there, at any place. */
export function brokenFormat(random: Random): RandomFormat {
  const { text } = randomFormat(random);
  const at = random.below(text.length + 1);
  const mistake = random.chance(0.15)
    ? random.one(['3', '007', '12 ', '9223372036854775808x', '99999999999999999999'])
    : random.one(BAD_CHARACTERS);
  return formatOf(random.chance(0.25) ? text + mistake : text.slice(0, at) + mistake + text.slice(at));
}

/** A format with the values it takes: CPython reads it the same way if it is right. */
export function formatOf(text: string): RandomFormat {
  const isNative = !/^[=<>!]/.test(text);
  const slots: Slot[] = [];
  let count = '';
  for (const [token] of text.matchAll(/\d+|\D/g)) {
    const length = count === '' ? 1 : Number(count);
    count = /^\d/.test(token) ? token : '';
    if (!CODES_WITH_VALUES.includes(token)) continue;
    if (length > LONGEST_RUN) break; // it takes no values, or more than anybody passes
    if (token === 's' || token === 'p') slots.push({ code: token, isNative, length });
    else for (let i = 0; i < length; i++) slots.push({ code: token, isNative, length });
  }
  return { text, slots };
}

function randomCount(random: Random, code: string): string {
  const kind = random.below(100);
  if (kind < 55) return '';
  if (kind < 65) return random.one(['0', '00']);
  if (kind < 70) return `00${1 + random.below(3)}`;
  if (kind < 74 && 'xsp'.includes(code)) return String(250 + random.below(20));
  return String(1 + random.below(kind < 95 ? 4 : 12));
}

function randomSpace(random: Random): string {
  return random.chance(0.8) ? '' : random.chance(0.8) ? ' ' : random.one(SPACES) + random.one(SPACES);
}
