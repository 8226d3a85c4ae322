import type { CodecOptions } from 'structwire';

/** How a codec runs; every vector and every error case runs with each of {@link BACKENDS}. */
export type Backend = 'interpreted' | 'compiled';

/** The back ends that exist. */
export const BACKENDS: readonly Backend[] = ['interpreted', 'compiled'];

/** The options of a codec that runs that way from its first call on. */
export function running(backend: Backend): CodecOptions {
  return { codegen: backend === 'compiled' ? 'eager' : 'never' };
}
