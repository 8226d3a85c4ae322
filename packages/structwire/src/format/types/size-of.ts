import type { Digit, FourteenOrMore, MoreThan512 } from './repeat.ts';

/** The type of a format's byte length: a bigint may come of a count of 14 digits, or of a text that is not known. */
export type SizeOf<Format extends string> = string extends Format
  ? number | bigint
  : Format extends FourteenOrMore
    ? Format extends MoreThan512
      ? number | bigint
      : MayBeHuge<Format> extends false
        ? number
        : number | bigint
    : Record<never, 1> extends Record<Format, 1>
      ? number | bigint
      : number;

type MayBeHuge<Text extends string, Count extends string = ''> = Text extends `${infer First}${infer Rest}`
  ? First extends Digit
    ? `${Count}${First}` extends FourteenOrMore
      ? true
      : MayBeHuge<Rest, `${Count}${First}`>
    : Record<never, 1> extends Record<First, 1>
      ? true
      : MayBeHuge<Rest>
  : Text extends ''
    ? false
    : true;
