/** How a codec runs; every vector and every error case runs with each of {@link BACKENDS}. */
export type Backend = 'interpreted';

/** The back ends that exist. */
export const BACKENDS: readonly Backend[] = ['interpreted'];
