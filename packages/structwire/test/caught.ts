import { isStructwireError, type StructwireError } from 'structwire';

/** Whatever an action throws. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** The error of the library that an action throws; any other one is a mistake and goes on. */
export function caught(action: () => unknown): StructwireError {
  const error = thrownBy(action);
  if (isStructwireError(error)) return error;
  throw error;
}
