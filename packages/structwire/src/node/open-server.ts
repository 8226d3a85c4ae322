import type { Server } from 'node:net';
import { badOption } from '../errors/network-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { ListenTarget } from './listen-target.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { freeStalePath } from './stale-path.ts';

/** Makes a server listen where the target says. */
export async function openServer(server: Server, options: ListenTarget): Promise<void> {
  const { port = 0, host = '127.0.0.1', path, reusePort = false } = options;
  if (path !== undefined) await freeStalePath(path);
  if (reusePort) requireReusePort();
  const target = path === undefined ? { port, host, ...(reusePort && { reusePort, exclusive: true }) } : { path };
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(listenError(error, path ?? hostPort(host, port)));
    server.once('error', onError);
    server.listen(target, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

/** An older Node takes the option and does nothing with it. */
function requireReusePort(): void {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12)) return;
  throw failure(badOption, { option: 'reusePort', expected: 'Node 22.12 or newer', actual: `Node ${node}` });
}
