import { orderText, type ScalarPlace } from './scalar-text.ts';
import type { Source } from './source.ts';

// Floats and 64-bit integers without a view: through eight bytes of memory that all generated functions share.

/** Emits what copies a scalar to the cell; gives the expression of its value. */
export function readThroughCell({ scalar, place, endian }: ScalarPlace, source: Source): string {
  const cellBytes = source.helper('cellBytes');
  for (let i = 0; i < scalar.size; i++) source.line(`${cellBytes}[${i}] = bytes[${place.text(i)}];`);
  return source.local(`${source.helper('cell')}.get${scalar.accessor}(0${orderText(endian)})`);
}

/** Emits the statements that store a value by way of the cell. */
export function emitThroughCell({ scalar, place, endian }: ScalarPlace, value: string, source: Source): void {
  source.line(`${source.helper('cell')}.set${scalar.accessor}(0, ${value}${orderText(endian)});`);
  const cellBytes = source.helper('cellBytes');
  for (let i = 0; i < scalar.size; i++) source.line(`bytes[${place.text(i)}] = ${cellBytes}[${i}];`);
}
