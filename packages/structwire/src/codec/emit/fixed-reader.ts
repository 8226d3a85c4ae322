import type { Access, Reader, ReadOptions } from './emitter.ts';
import type { LayoutEmitter } from './layout-emitter.ts';
import type { Source } from './source.ts';

/** Emits reading at fixed places; on what is not plain the code gives up with a statement, made where it does. */
export function fixedReader(
  emitter: LayoutEmitter,
  options: ReadOptions,
  access: Access,
  source: Source,
  refusal: () => string,
): Reader {
  const reader: Reader = {
    source,
    access,
    ...options,
    refuseIf: (condition) => source.line(`if (${condition}) ${refusal()}`),
    decode: (layout, place) => emitter.decode(layout, place, reader),
    inside: (body, otherRefusal) => fixedReader(emitter, options, access, body, otherRefusal),
  };
  return reader;
}
