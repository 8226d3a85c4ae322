import { notDelimited } from '../../errors/schema-errors.ts';
import { failure, type StructwireError } from '../../errors/structwire-error.ts';
import type { Cursor } from './cursor.ts';
import type { BoundExtent } from './extent-node.ts';
import type { Measuring } from './node.ts';

/** Moves behind a run of bytes whose length is read. */
export function* measureRun(extent: BoundExtent, cursor: Cursor): Measuring {
  const length = yield* extent.measure(cursor);
  if (length === null) throw notDelimitedHere(cursor);
  cursor.at += length;
}

/** The error of what ends where its input ends, when more input may come. */
export function notDelimitedHere(cursor: Cursor): StructwireError {
  return failure(notDelimited, {}, cursor.locate());
}
