import { expect, it } from 'vitest';
import { randomHeader } from './random-header.ts';

/** What random headers must have in them, as patterns, so that the comparison with compilers covers the language. */
const FEATURES: Readonly<Record<string, RegExp>> = {
  'a bit-field': / \w+ : [1-9]/,
  'a bit-field of no width': / : 0;/,
  'an unnamed bit-field': /\w : [1-9]\d*;/,
  'a bit-field of a bool': /bool \w+ : 1/,
  'a bit-field of an enum': /enum \w+ \w+ : \d/,
  'a bit-field of 64 bits': / : 64/,
  'a packed bit-field': / : \d+ __attribute__\(\(packed\)\)/,
  'a packed record, before': /(?:struct|union) __attribute__\(\((?:__)?packed/,
  'a packed record, behind': /\} __attribute__\(\((?:__)?packed/,
  'a packed record, by a macro': /PACKED/,
  'an aligned record': /\} __attribute__\(\((?:\w+, )?aligned\(/,
  'an aligned record, by a macro': /ALIGNED\(\d+\) /,
  'an aligned member': /\w __attribute__\(\((?:packed, )?aligned\(\d+\)\)\);/,
  'an aligned member, before': /^ +__attribute__\(\((?:packed, )?aligned\(\d+\)\)\) /m,
  'a packed member': /\w __attribute__\(\(packed\)\);/,
  'aligned without a number': /__attribute__\(\(aligned\)\)/,
  _Alignas: /_Alignas\(\d+\) /,
  '_Alignas of a type': /_Alignas\(long long\) /,
  'a typedef that is aligned': /typedef \w+ \w+ __attribute__\(\(aligned/,
  'a typedef of a struct that is aligned': /typedef (?:struct|union) \w+ (?:\w+ )?__attribute__\(\(aligned/,
  'pack(push, n)': /#pragma pack\(push, \d+\)/,
  'pack(push, name, n)': /#pragma pack\(push, [A-Za-z]\w*, \d+\)/,
  'pack(n) and pack()': /#pragma pack\(\d+\)[\s\S]*#pragma pack\(\)/,
  _Pragma: /_Pragma\("pack/,
  '_Pragma out of a macro': /_PACK\(\d+\)/,
  'a nested struct': /struct [^;{}]*\{[^}]*\} \w+;/,
  'a nested struct with a tag': /^ +struct (?:__attribute__\S+ )?\w+ \{/m,
  'an anonymous struct': /struct \{[^{}]*\};/,
  'an anonymous union': /union \{[^{}]*\};/,
  'an enum': /^enum \w+ \{/m,
  'a packed enum': /enum __attribute__\(\(packed\)\)|\} __attribute__\(\(packed\)\);/,
  'a negative enumerator': /= -\d/,
  'an enum of 64 bits': /= 8589934592/,
  'an enum declared in a member': /^ +enum \w+ \{/m,
  'a flexible array': /\[\];/,
  'an array of no elements': /\[0\];/,
  'a struct without members': /struct \{ \}/,
  'a pointer': /\*\w+;/,
  'a pointer to a function': /\(\*\w+\)\(int, char \*\)/,
  'a pointer to an array': /\(\*\w+\)\[3\]/,
  'a pointer to what is not declared': /struct unknown_elsewhere \*/,
  'several dimensions': /\]\[/,
  'a dimension out of sizeof': /\[sizeof\(/,
  'a dimension out of ?:': /\? 2 : 5\]/,
  'a dimension that depends on the widths of types': /% 13u \+ 1u\]/,
  'several declarators': /\w, \w+(?:\[[^;]*)?;/,
  qualifiers: /\b(?:const|volatile) /,
  typeof: /__typeof__\(/,
  'a list of fields': /_LIST\d+\(\w+_FIELD\)/,
  'a function': /static inline int/,
  'a condition': /#if 0/,
  _Static_assert: /_Static_assert/,
};

it('random headers have all of the language in them', () => {
  const headers = Array.from({ length: 500 }, (_, i) => randomHeader(i, 'h_', { isGnu: true }).text);
  const missing = Object.entries(FEATURES).filter(
    ([, pattern]) => headers.filter((text) => pattern.test(text)).length < 3,
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});
