/** `127.0.0.1:10000` or `[::1]:10000`. */
export function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The other side of a socket, as far as it is known: one that is already gone has no address any more. */
export function remoteAddressOf(socket: {
  remoteAddress?: string | undefined;
  remotePort?: number | undefined;
}): string {
  if (socket.remoteAddress === undefined || socket.remotePort === undefined) return 'unknown address';
  return hostPort(socket.remoteAddress, socket.remotePort);
}
