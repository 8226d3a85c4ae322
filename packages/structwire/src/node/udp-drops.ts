import type { Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';

/**
 * How many datagrams the kernel has dropped because the buffer of a socket was full: the last column of /proc/net/udp.
 * `undefined` on other systems, and where several sockets share the address.
 */
export function droppedBySystem(socket: Socket): number | undefined {
  try {
    const { address, port, family } = socket.address();
    const isIpv6 = family === 'IPv6';
    const table = readFileSync(isIpv6 ? '/proc/net/udp6' : '/proc/net/udp', 'utf8');
    return dropsIn(table, { port, ...(!isIpv6 && { address }) });
  } catch {
    return undefined; // not Linux, or the socket is closed
  }
}

/** The drops of the one socket at a port; the address is compared for IPv4 only. */
export function dropsIn(table: string, at: { readonly address?: string; readonly port: number }): number | undefined {
  const place = `${at.address === undefined ? '[0-9A-F]{32}' : hexAddress(at.address)}:${hex(at.port, 4)}`;
  const found = table.match(new RegExp(`^ *\\d+: ${place} .*$`, 'gm')) ?? [];
  const [line] = found;
  if (line === undefined || found.length > 1) return undefined;
  return Number(line.trim().split(/\s+/).at(-1));
}

/** The four bytes as one number of this machine's byte order, which is little-endian wherever Node runs on Linux but s390x. */
function hexAddress(address: string): string {
  const bytes = Uint8Array.from(address.split('.'), Number);
  const [word = 0] = new Uint32Array(bytes.buffer);
  return hex(word, 8);
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
