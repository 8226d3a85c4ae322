import { copyOf } from '../copy-bytes.ts';
import { sharedViews, type Views } from '../views.ts';
import type { KindHelpers } from './kind-helpers.ts';
import { type Memory, memoryOf, Slab, Stage } from './memory.ts';

/** What generated code calls: all that is better written once than generated. Some is there only with the kinds that call it. */
export interface Runtime extends KindHelpers {
  /** Eight bytes that turn bytes into floats and 64-bit integers, and back. */
  readonly cell: DataView;
  readonly cellBytes: Uint8Array;
  readonly views: Views;
  readonly slab: Slab;
  readonly memoryOf: (byteLength: number) => Memory;
  readonly stageOf: (byteLength: number) => Stage;
  readonly copyOf: typeof copyOf;
  /** What a function or a constructor of a record returns when it gives up. */
  readonly REFUSED: object;
}

let runtime: Runtime | undefined;

/** What all generated code shares, made when the first of it is, and the helpers of the kinds that some of it is of. */
export function runtimeWith(helpers: KindHelpers): Runtime {
  runtime ??= createRuntime();
  return { ...runtime, ...helpers };
}

function createRuntime(): Runtime {
  const { view: cell, bytes: cellBytes } = memoryOf(8);
  return Object.freeze({
    cell,
    cellBytes,
    views: sharedViews(),
    slab: new Slab(),
    memoryOf,
    stageOf: (byteLength: number) => new Stage(byteLength),
    copyOf,
    REFUSED: {},
  });
}
