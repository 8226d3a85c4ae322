// What the code of transformations calls.

/** What a user's function makes of a value; `refused` when it throws: the interpreter calls it again. */
export function change(
  functions: { readonly [way: string]: unknown } | undefined,
  way: 'decode' | 'encode',
  value: unknown,
  refused: object,
): unknown {
  try {
    const run = functions?.[way] as (value: unknown) => unknown; // what is none throws below
    return run(value);
  } catch {
    return refused;
  }
}
