import { packageMissing } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';

/** The package that speaks WebSocket on Node, which is an optional peer. */
export type Ws = typeof import('ws');

/**
 * Loads the package `ws` when it is needed for the first time.
 *
 * @throws StructwireError `package-missing` by rejection.
 */
export async function loadWs(load: () => Promise<Ws> = () => import('ws')): Promise<Ws> {
  try {
    return await load();
  } catch (cause) {
    throw failure(packageMissing, { package: 'ws', purpose: 'WebSocket on Node' }, {}, { cause });
  }
}
