import { asBytes } from '../codec/bytes-like.ts';
import type { Operations, TupleOperations } from '../codec/operations.ts';
import { packBufferTooSmall } from '../errors/buffer-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import { wrongValueCount } from '../errors/value-errors.ts';
import type { TupleLayout } from '../layout/layout.ts';
import { resolveOffset } from './resolve-offset.ts';

/** CPython's `pack` and `pack_into` by the interpreter: their checks in their order, and all their errors. */
export function interpretedTuple(
  { size, length }: TupleLayout,
  interpret: Operations<unknown, readonly unknown[]>,
): TupleOperations {
  return {
    pack: (...values) => {
      checkCount('pack', values, length);
      return interpret.encode(values);
    },
    packInto: (buffer, offset, ...values) => {
      checkCount('pack_into', values, length);
      const bytes = asBytes(buffer, 'target');
      const start = resolveOffset('pack', size, bytes.length, offset);
      if (bytes.length - start < size) {
        const shortage = { size, offset: start, bufferSize: bytes.length };
        throw failure(packBufferTooSmall, shortage, { offset: start });
      }
      return interpret.encodeInto(values, bytes, start);
    },
  };
}

/** @throws StructwireError `wrong-value-count` */
export function checkCount(operation: 'pack' | 'pack_into', values: readonly unknown[], expected: number): void {
  if (values.length !== expected) throw failure(wrongValueCount, { operation, expected, actual: values.length });
}
