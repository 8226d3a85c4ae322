import type { CharactersOf } from './refusals.ts';
import type { Digit } from './repeat.ts';

/** Whether a text is an ASCII identifier, looked at four characters at a time. */
export type IsFieldName<Name extends string> = Name extends `${infer _First extends NameStart}${infer Rest}`
  ? IsRest<Rest>
  : false;

type IsRest<Text extends string> = Text extends `${infer A}${infer B}${infer C}${infer D}${infer Rest}`
  ? A | B | C | D extends NameChar
    ? IsRest<Rest>
    : false
  : Text extends ''
    ? true
    : Text extends `${infer First}${infer Rest}`
      ? First extends NameChar
        ? IsRest<Rest>
        : false
      : false;

type NameStart = CharactersOf<'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$'>;
type NameChar = NameStart | Digit;
