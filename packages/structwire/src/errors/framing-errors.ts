import type { ErrorKind } from './error-kind.ts';

export const frameTooLong: ErrorKind<'frame-too-long', { length: number; limit: number; option: string }> = {
  code: 'frame-too-long',
  message: ({ length, limit, option }) => `a frame of ${length} bytes is longer than ${limit} (${option})`,
};

export const frameLengthInvalid: ErrorKind<'frame-length-invalid', { value: number; minimum: number }> = {
  code: 'frame-length-invalid',
  message: ({ value, minimum }) => `the length of a frame is at least ${minimum} here, the stream says ${value}`,
};

export const frameLengthOverlong: ErrorKind<'frame-length-overlong', { bytes: number }> = {
  code: 'frame-length-overlong',
  message: ({ bytes }) =>
    `the length of a frame takes ${bytes} bytes or more, where fewer would do or at most 5 are allowed`,
};

export const frameDamaged: ErrorKind<'frame-damaged', { framing: string; reason: string }> = {
  code: 'frame-damaged',
  message: ({ framing, reason }) => `a ${framing} frame is damaged: ${reason}`,
};

export const frameSizeMismatch: ErrorKind<'frame-size-mismatch', { expected: number; actual: number }> = {
  code: 'frame-size-mismatch',
  message: ({ expected, actual }) => `a frame holds ${actual} bytes where a record takes ${expected}`,
};

export const delimiterInPayload: ErrorKind<'delimiter-in-payload', { delimiter: string }> = {
  code: 'delimiter-in-payload',
  message: ({ delimiter }) => `the record contains the delimiter ${delimiter} itself, so its end could not be found`,
};

export const badFraming: ErrorKind<'bad-framing', { option: string; reason: string }> = {
  code: 'bad-framing',
  message: ({ option, reason }) => `${option}: ${reason}`,
};

/** `need` is the least that the record would have taken, when its size is not known yet (`isAtLeast`). */
export const recordCutOff: ErrorKind<'record-cut-off', { have: number; need: number; isAtLeast?: boolean }> = {
  code: 'record-cut-off',
  message: ({ have, need, isAtLeast }) =>
    `the connection ended inside a record: ${have} of ${isAtLeast ? 'at least ' : ''}${need} bytes had arrived`,
};
