import { recordTooLarge } from '../../errors/record-errors.ts';
import { failure } from '../../errors/structwire-error.ts';
import type { Measurer } from './measurer.ts';

/** The measurer of records that all have the same size. */
export class FixedMeasurer implements Measurer {
  readonly #size: number;
  readonly #limit: number;

  constructor(size: number, limit: number) {
    this.#size = size;
    this.#limit = limit;
  }

  measure(_bytes: Uint8Array, start: number, end: number): number {
    const [size, limit] = [this.#size, this.#limit];
    if (size > limit) throw failure(recordTooLarge, { size, limit }, { offset: 0 });
    return Math.min(end - start - size, 0) || size;
  }
}
