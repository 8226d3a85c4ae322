import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A bare socket connected to a server under test. */
export async function rawPeer(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  socket.on('error', () => {}); // resets are what the tests are about
  await once(socket, 'connect');
  return socket;
}

/** Writes each piece in a packet of its own: the next one only when the last one has left. */
export async function writePieces(socket: Socket, pieces: Iterable<Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    await new Promise<void>((resolve, reject) => socket.write(piece, (error) => (error ? reject(error) : resolve())));
    await new Promise(setImmediate);
  }
}
