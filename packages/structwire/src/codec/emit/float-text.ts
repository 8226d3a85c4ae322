import { emitThroughCell, readThroughCell } from './cell-text.ts';
import type { ScalarText } from './scalar-emit.ts';
import { emitViewWrite, viewRead } from './scalar-text.ts';

/** The first magnitude that rounds to infinity as a float32: half way between the largest one and 2**128. */
const FLOAT32_OVERFLOW = 2 ** 128 - 2 ** 103;

/** Floats that `DataView` reads and writes. */
export const FLOAT_TEXT: ScalarText = {
  read: (at, { access, source }) => (access === 'view' ? viewRead(at) : readThroughCell(at, source)),
  refused: ({ size }, x, { overflow }) =>
    floatRefused(x, size === 8 || overflow === 'infinity' ? null : FLOAT32_OVERFLOW),
  write: (at, x, access, source) => {
    if (access === 'view') emitViewWrite(at, x, source);
    else emitThroughCell(at, x, source);
  },
};

/** Also finite numbers that would become infinite; what is infinite or NaN already is taken as it is. */
export function floatRefused(x: string, limit: number | null): string {
  const overflows = limit === null ? '' : ` || Math.abs(${x}) >= ${limit} && ${x} - ${x} === 0`;
  return `typeof ${x} !== 'number'${overflows}`;
}
