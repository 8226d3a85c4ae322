export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

// Lengths are tested with placeholders: each takes one character, the last one what is left. `any` and not `string`,
// because the checker makes one `string` of several, and not a union, because unions in a template multiply.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Char = any;
type Char4 = `${Char}${Char}${Char}${Char}`;
type Char16 = `${Char4}${Char4}${Char4}${Char4}`;
type Char128 = `${Char16}${Char16}${Char16}${Char16}${Char16}${Char16}${Char16}${Char16}`;

/** Texts of four or more characters: counts beyond 999. */
export type FourOrMore = `${Char4}${Char}`;

/** Texts of 14 or more characters: counts from which a size may be beyond 2**53. */
export type FourteenOrMore = `${Char4}${Char4}${Char4}${Char}${Char}${Char}`;

/** Texts of 20 or more characters: counts beyond 2**63 when no zero leads. */
export type TwentyOrMore = `${Char16}${Char4}${Char}`;

/** Texts of more than 512 characters. */
export type MoreThan512 = `${Char128}${Char128}${Char128}${Char128}${Char}${Char}`;

/** Texts of more than 896 characters. */
export type MoreThan896 = `${Char128}${Char128}${Char128}${MoreThan512}`;

/** `false` for `string` and for patterns such as `<${string}`, which may be any of many texts. */
export type IsLiteral<Text extends string> = Record<never, 1> extends Record<Text, 1> ? false : true;

type Ten<V extends unknown[]> = [...V, ...V, ...V, ...V, ...V, ...V, ...V, ...V, ...V, ...V];

interface Times<Values extends unknown[]> {
  '0': [];
  '1': Values;
  '2': [...Values, ...Values];
  '3': [...Values, ...Values, ...Values];
  '4': [...Values, ...Values, ...Values, ...Values];
  '5': [...Values, ...Values, ...Values, ...Values, ...Values];
  '6': [...Values, ...Values, ...Values, ...Values, ...Values, ...Values];
  '7': [...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values];
  '8': [...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values];
  '9': [...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values, ...Values];
}

/**
 * `Count` times the values: ten times those so far, and then as many as the next digit says.
 * From 1,000 on they are not counted any more.
 */
export type Repeat<
  Count extends string,
  Values extends unknown[],
  Done extends unknown[] = [],
> = Count extends `${infer First extends Digit}${infer Rest}`
  ? Count extends FourOrMore
    ? Uncounted<Values[number]>
    : Repeat<Rest, Values, [...Ten<Done>, ...Times<Values>[First]]>
  : Done;

/** `Values` and then `More`, which a count has made; both are bounded, so nothing comes near 10,000, the checker's limit. */
export type Append<Values extends unknown[], More extends unknown[]> = Values extends TooMany
  ? Uncounted<Values[number] | More[number]>
  : [...Values, ...More];

/** Tuples of 1,000 values or more. A relation and not a `length`, whose cost grows with the tuple. */
export type TooMany = [...Ten<Ten<Ten<[unknown]>>>, ...unknown[]];

/** The array that a tuple of too many values becomes. */
export type Settled<Values extends unknown[]> = Values[number][];

/** Too many values, and how many is not known any more. */
type Uncounted<Value> = [...Ten<Ten<Ten<[never]>>>, ...Value[]];
