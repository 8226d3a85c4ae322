// What the code of definitions calls.

/** What `action` gives, or `refused` where the call stack does not bear it: the interpreter finds out again. */
export function bearing<T>(action: () => T, refused: T): T {
  try {
    return action();
  } catch (error) {
    if (isOverflow(error)) return refused;
    throw error;
  }
}

/** Whether the call stack was not enough: a `RangeError`, or in one engine an `InternalError`. */
export function isOverflow(error: unknown): boolean {
  return error instanceof Error && /call stack|recursion/.test(error.message);
}
