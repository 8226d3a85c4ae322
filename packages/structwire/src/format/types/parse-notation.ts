import type { ValueOptions } from '../format-options.ts';
import type { IsFieldName } from './field-name.ts';
import type { Accepts, BytesOf, LongOf, WordOf } from './modes.ts';
import type {
  BadName,
  DuplicateName,
  NoCode,
  NoName,
  NotSeparated,
  PaddingWithName,
  Refusal,
  RefusalAfterCount,
  TooLong,
} from './refusals.ts';
import type { Digit, IsLiteral, MoreThan896, TwentyOrMore } from './repeat.ts';
import type {
  CommonChar,
  LengthCode,
  NativeChar,
  NativePack,
  NativeTable,
  NativeUnpack,
  RepeatedCode,
  Space,
  StandardPack,
  StandardUnpack,
  ValueTable,
} from './value-tables.ts';

/**
 * The types of a field notation's records as a pair (what decoding gives, what encoding accepts), or the message of
 * its first mistake. The grammar is that of `parse-notation.ts`.
 */
export type ParseNotation<Notation extends string, Options extends ValueOptions> =
  IsLiteral<Notation> extends false
    ? AnyRecord
    : Notation extends MoreThan896
      ? AnyRecord
      : Notation extends `${infer _Prefix extends '<' | '>' | '=' | '!'}${infer Fields}`
        ? ParseFields<` ${Fields}`, StandardUnpack<BytesOf<Options>>, StandardPack>
        : ParseFields<
            Notation extends `@${infer Fields}` ? ` ${Fields}` : ` ${Notation}`,
            NativeUnpack<BytesOf<Options>, LongOf<Options>, WordOf<Options>>,
            NativePack<Accepts<LongOf<Options>>, Accepts<WordOf<Options>>>
          >;

type AnyRecord = [Record<string, unknown>, Record<string, unknown>];

/** A field as `[name, what decoding gives, what encoding accepts]`. */
type Field = [name: string, decoded: unknown, accepted: unknown];

/** The end of the text, or a space and a field: all that the usual notation has. The rest is left to `ParseOther`. */
type ParseFields<
  Text extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Fields extends Field = never,
> = Text extends ` ${infer Name}:${infer Rest}`
  ? IsFieldName<Name> extends true
    ? Name extends Fields[0]
      ? DuplicateName<Name>
      : ParseCode<Rest, Name, Unpack, Pack, Fields>
    : ParseOther<Text, Unpack, Pack, Fields>
  : Text extends ''
    ? [{ [F in Fields as F[0]]: F[1] }, { [F in Fields as F[0]]: F[2] }]
    : ParseOther<Text, Unpack, Pack, Fields>;

/** Behind a colon: a code, or the first digit of a count. */
type ParseCode<
  Text extends string,
  Name extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Fields extends Field,
> = Text extends `${infer Code extends ValueCode}${infer Rest}`
  ? ParseFields<Rest, Unpack, Pack, Fields | [Name, Unpack[Code][0], Pack[Code][0]]>
  : Text extends `${infer First extends Digit}${infer Rest}`
    ? ParseCount<Rest, First, Name, Unpack, Pack, Fields>
    : Text extends '' | `${Space}${string}`
      ? NoCode<Name>
      : Text extends `x${string}`
        ? PaddingWithName<Name>
        : [Unpack, Pack] extends [infer Un extends NativeTable, infer Pa extends NativeTable]
          ? Text extends `${infer Code extends NativeChar}${infer Rest}`
            ? ParseFields<Rest, Unpack, Pack, Fields | [Name, Un[Code][0], Pa[Code][0]]>
            : Refusal<Text>
          : Refusal<Text>;

type ValueCode = Exclude<CommonChar, Space | 'x'>;

/** Behind a digit: more of them, and the code they belong to. */
type ParseCount<
  Text extends string,
  Count extends string,
  Name extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Fields extends Field,
> = Text extends `${infer Code extends RepeatedCode}${infer Rest}`
  ? ParseFields<Rest, Unpack, Pack, Fields | [Name, Unpack[Code][0][], readonly Pack[Code][0][]]>
  : Text extends `${infer Code extends LengthCode}${infer Rest}`
    ? Code extends 'x'
      ? PaddingWithName<Name>
      : ParseFields<Rest, Unpack, Pack, Fields | [Name, Unpack[Code][0], Pack[Code][0]]>
    : Text extends `${infer Next extends Digit}${infer Rest}`
      ? Count extends '0'
        ? ParseCount<Rest, Next, Name, Unpack, Pack, Fields>
        : `${Count}${Next}` extends TwentyOrMore
          ? TooLong
          : ParseCount<Rest, `${Count}${Next}`, Name, Unpack, Pack, Fields>
      : [Unpack, Pack] extends [infer Un extends NativeTable, infer Pa extends NativeTable]
        ? Text extends `${infer Code extends NativeChar}${infer Rest}`
          ? ParseFields<Rest, Unpack, Pack, Fields | [Name, Un[Code][0][], readonly Pa[Code][0][]]>
          : RefusalAfterCount<Text>
        : RefusalAfterCount<Text>;

/** Other white space than one space, items without a name, and mistakes. */
type ParseOther<
  Text extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Fields extends Field,
> = Text extends `${Space}${infer Rest}`
  ? Rest extends `${Space}${string}`
    ? ParseFields<TrimmedToOne<Rest>, Unpack, Pack, Fields>
    : Rest extends ''
      ? ParseFields<'', Unpack, Pack, Fields>
      : Text extends ` ${string}`
        ? ParseWord<FirstWord<Rest>, Unpack, Pack, Fields>
        : ParseFields<` ${Rest}`, Unpack, Pack, Fields>
  : NotSeparated<Text>;

/** One space in place of all the white space that the text starts with; nothing if there is nothing else. */
type TrimmedToOne<Text extends string> = Text extends `    ${infer Rest}`
  ? TrimmedToOne<Rest>
  : Text extends `${Space}${infer Rest}`
    ? TrimmedToOne<Rest>
    : Text extends ''
      ? ''
      : ` ${Text}`;

/** A word that is no good field: padding, an item of count zero, or a mistake. */
type ParseWord<
  Words extends [word: string, rest: string],
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Fields extends Field,
> = Words[0] extends `${infer Name}:${string}`
  ? BadName<Name>
  : IsWithoutValue<Words[0]> extends true
    ? ParseFields<Words[1], Unpack, Pack, Fields>
    : IsWithoutValue<Words[0]> extends infer Code extends NativeChar
      ? Unpack extends NativeTable
        ? ParseFields<Words[1], Unpack, Pack, Fields>
        : Refusal<Code>
      : IsWithoutValue<Words[0]> extends TooLong
        ? TooLong
        : NoName<Words[0]>;

/** Whether a word is padding (`4x`) or has a count of zero (`0q`); the code where that depends on the mode. */
type IsWithoutValue<
  Word extends string,
  Count extends string = '',
> = Word extends `${infer Next extends Digit}${infer Rest}`
  ? Count extends '0' | ''
    ? IsWithoutValue<Rest, Next>
    : `${Count}${Next}` extends TwentyOrMore
      ? TooLong
      : IsWithoutValue<Rest, `${Count}${Next}`>
  : Word extends 'x'
    ? true
    : Count extends '0'
      ? Word extends RepeatedCode
        ? true
        : Word extends NativeChar
          ? Word
          : false
      : false;

/** The text up to the next white space, and the text from there. */
type FirstWord<Text extends string, Word extends string = ''> = Text extends `${infer Char}${infer Rest}`
  ? Char extends Space
    ? [Word, Text]
    : FirstWord<Rest, `${Word}${Char}`>
  : [Word, ''];
