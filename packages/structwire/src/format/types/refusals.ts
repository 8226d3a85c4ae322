import type { NativeChar, Space } from './value-tables.ts';

/** The message for the character that cannot stand at the start of `Text`, where a count or a code should. */
export type Refusal<Text extends string> = Text extends `${infer Char}${string}`
  ? Char extends PrefixChar
    ? BadChar<Char, ' (a prefix counts only as the very first character)'>
    : Char extends NativeChar
      ? BadChar<Char, " (only with native sizes: without a prefix or with '@')">
      : BadChar<Char>
  : never;

/** The message for what stands behind a count where its code should. */
export type RefusalAfterCount<Text extends string> = Text extends ''
  ? 'repeat count given without format specifier'
  : Text extends `${infer Char extends Space}${string}`
    ? BadChar<Char, ' (no space between a count and its code)'>
    : Refusal<Text>;

/** The message for what stands right behind a field, where white space should. */
export type NotSeparated<Text extends string> = Text extends `${infer Char}${string}`
  ? BadChar<Char, ' (white space stands between fields)'>
  : never;

export type BadName<Name extends string> = `bad field name '${Name}': letters, digits, '_' and '$', no digit first`;
export type DuplicateName<Name extends string> = `duplicate field name '${Name}'`;
export type NoName<Word extends string> = `'${Word}' is neither a field (name:code) nor padding (4x)`;
export type NoCode<Name extends string> = `field '${Name}' has no format code right behind its colon`;
export type PaddingWithName<Name extends string> = `padding has no value and takes no name: '${Name}'`;

export type TooLong = 'total struct size too long';

export type PrefixChar = '@' | '=' | '<' | '>' | '!';

type BadChar<Char extends string, Hint extends string = ''> = Char extends Ascii
  ? `bad char '${Char}' in struct format${Hint}`
  : Char extends '\0'
    ? 'embedded null character'
    : 'non-ASCII character in struct format';

type Ascii =
  CharactersOf<` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_\`abcdefghijklmnopqrstuvwxyz{|}~${Controls}`>;

type Controls =
  '\x01\x02\x03\x04\x05\x06\x07\x08\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f';

export type CharactersOf<Text extends string, Found extends string = never> = Text extends `${infer Char}${infer Rest}`
  ? CharactersOf<Rest, Found | Char>
  : Found;
