import type { ValueOptions } from '../format-options.ts';
import type { Accepts, BytesOf, LongOf, WordOf } from './modes.ts';
import type { Refusal, RefusalAfterCount, TooLong } from './refusals.ts';
import type { Append, Digit, MoreThan512, Repeat, Settled, TooMany, TwentyOrMore } from './repeat.ts';
import type {
  CommonChar,
  LengthCode,
  NativeChar,
  NativePack,
  NativeTable,
  NativeUnpack,
  RepeatedCode,
  StandardPack,
  StandardUnpack,
  ValueTable,
} from './value-tables.ts';

/**
 * The types of a format's values as a pair (what unpacking gives, what packing accepts), or the message of its first
 * mistake. The grammar is that of `parse-format.ts`.
 */
export type ParseFormat<Format extends string, Options extends ValueOptions> = string extends Format
  ? [unknown[], unknown[]]
  : Format extends MoreThan512
    ? WidestValues<BytesOf<Options>>
    : Format extends `${infer _Prefix extends '<' | '>' | '=' | '!'}${infer Items}`
      ? ParseItems<Items, StandardUnpack<BytesOf<Options>>, StandardPack>
      : ParseItems<
          Format extends `@${infer Items}` ? Items : Format,
          NativeUnpack<BytesOf<Options>, LongOf<Options>, WordOf<Options>>,
          NativePack<Accepts<LongOf<Options>>, Accepts<WordOf<Options>>>
        >;

/** The values of a format that is too long to be looked at. */
type WidestValues<Bytes> = [(number | bigint | boolean | Bytes)[], (number | bigint | boolean | Uint8Array | string)[]];

/** Between items: a code, white space, or the first digit of a count. */
type ParseItems<
  Text extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Out extends unknown[] = [],
  In extends unknown[] = [],
> = Text extends `${infer Char extends CommonChar}${infer Rest}`
  ? ParseItems<Rest, Unpack, Pack, [...Out, ...Unpack[Char]], [...In, ...Pack[Char]]>
  : Text extends ''
    ? Out extends TooMany
      ? [Settled<Out>, Settled<In>]
      : [Out, In]
    : Text extends `${infer First extends Digit}${infer Rest}`
      ? ParseCount<Rest, First, Unpack, Pack, Out, In>
      : [Unpack, Pack] extends [infer Un extends NativeTable, infer Pa extends NativeTable]
        ? Text extends `${infer Char extends NativeChar}${infer Rest}`
          ? ParseItems<Rest, Unpack, Pack, [...Out, ...Un[Char]], [...In, ...Pa[Char]]>
          : Refused<Text, Refusal<Text>>
        : Refused<Text, Refusal<Text>>;

/** Behind a digit: more of them, and the code they belong to. */
type ParseCount<
  Text extends string,
  Count extends string,
  Unpack extends ValueTable,
  Pack extends ValueTable,
  Out extends unknown[],
  In extends unknown[],
> = Text extends `${infer Char extends LengthCode}${infer Rest}`
  ? ParseItems<Rest, Unpack, Pack, [...Out, ...Unpack[Char]], [...In, ...Pack[Char]]>
  : Text extends `${infer Next extends Digit}${infer Rest}`
    ? Count extends '0'
      ? ParseCount<Rest, Next, Unpack, Pack, Out, In>
      : `${Count}${Next}` extends TwentyOrMore
        ? TooLong
        : ParseCount<Rest, `${Count}${Next}`, Unpack, Pack, Out, In>
    : Text extends `${infer Char extends RepeatedCode}${infer Rest}`
      ? ParseItems<Rest, Unpack, Pack, Append<Out, Repeat<Count, Unpack[Char]>>, Append<In, Repeat<Count, Pack[Char]>>>
      : [Unpack, Pack] extends [infer Un extends NativeTable, infer Pa extends NativeTable]
        ? Text extends `${infer Char extends NativeChar}${infer Rest}`
          ? ParseItems<Rest, Unpack, Pack, Append<Out, Repeat<Count, Un[Char]>>, Append<In, Repeat<Count, Pa[Char]>>>
          : Refused<Text, RefusalAfterCount<Text>>
        : Refused<Text, RefusalAfterCount<Text>>;

/** The message, unless the text is no literal: a pattern such as `<${string}` may be anything. */
type Refused<Text extends string, Message> =
  Record<never, 1> extends Record<Text, 1> ? [unknown[], unknown[]] : Message;
