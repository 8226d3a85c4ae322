import type { ScalarLayout } from '../../layout/layout.ts';
import type { Scalar } from '../../scalar/scalar.ts';
import type { Access, Emit, Reader } from './emitter.ts';
import type { ScalarPlace } from './scalar-text.ts';
import type { Source } from './source.ts';

/** How scalars of one family become source. */
export interface ScalarText {
  /** The expression that reads one. */
  readonly read: (at: ScalarPlace, reader: Reader, layout: ScalarLayout) => string;
  /** The condition that a value is refused. */
  readonly refused: (scalar: Scalar, x: string, layout: ScalarLayout) => string;
  /** What is kept of a checked value until it is stored; the value itself unless said. */
  readonly kept?: (x: string) => string;
  /** Emits the statements that store what was kept. */
  readonly write: (at: ScalarPlace, x: string, access: Access, source: Source) => void;
}

/**
 * The emitter of a scalar. Only the plain kind of value is taken here (a `number` for an integer of up to 32 bits); the
 * others that coerce, such as a `boolean` for an integer, are left to the interpreter.
 */
export function scalarEmit(scalar: Scalar, text: ScalarText): Emit<ScalarLayout> {
  return {
    decode: (layout, place, reader) => text.read({ scalar, place, endian: layout.endian }, reader, layout),
    encode: (layout, value, place, writer) => {
      const x = writer.source.local(value);
      writer.refuseIf(text.refused(scalar, x, layout));
      const kept = text.kept === undefined ? x : writer.source.local(text.kept(x));
      writer.store((access, source) => text.write({ scalar, place, endian: layout.endian }, kept, access, source));
    },
    locals: () => 1,
  };
}
