import type { Server } from 'node:net';
import type { ListenTarget } from './listen-target.ts';
import { hostPort } from './socket-address.ts';
import { listenError } from './socket-error.ts';
import { freeStalePath } from './stale-path.ts';

/** Makes a server listen where the target says. */
export async function openServer(server: Server, { port = 0, host = '127.0.0.1', path }: ListenTarget): Promise<void> {
  if (path !== undefined) await freeStalePath(path);
  const target = path === undefined ? { port, host } : { path };
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(listenError(error, path ?? hostPort(host, port)));
    server.once('error', onError);
    server.listen(target, () => {
      server.off('error', onError);
      resolve();
    });
  });
}
