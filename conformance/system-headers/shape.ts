/**
 * What a type looks like, as one line for each of its parts, so that two ways to find it out can be compared: where a
 * part is (in bits), how long it is, and what it is. Members of anonymous structs and unions are members of what is
 * around them. A flexible array has no line: it takes no bytes.
 */
export type Shape = readonly string[];

export function partLine(path: string, bitOffset: number, bitLength: number, what: string): string {
  return `${path} @${bitOffset} +${bitLength} ${what}`;
}

/** The lines that only one of two shapes has. */
export function shapeDifferences(type: string, ours: Shape, theirs: Shape): string[] {
  const [a, b] = [new Set(ours), new Set(theirs)];
  return [
    ...ours.filter((line) => !b.has(line)).map((line) => `${type}: ours alone: ${line}`),
    ...theirs.filter((line) => !a.has(line)).map((line) => `${type}: the compiler's alone: ${line}`),
  ];
}
