import type { Source } from './source.ts';

/** The statement that gives up inside of {@link emitRefusable}. */
export const REFUSE = 'break refused;';

/**
 * Emits statements that return, or give up: by {@link REFUSE}, which goes to the one place where `otherwise` is returned.
 *
 * In one place, because V8 inlines short functions only: up to 460 bytes of bytecode.
 */
export function emitRefusable(source: Source, otherwise: string, fill: (refusal: string) => void): void {
  source.block('refused:', () => fill(REFUSE));
  source.line(`return ${otherwise};`);
}
