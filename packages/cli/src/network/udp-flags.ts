import { type Command, Option } from 'commander';
import type { ConnectUdp, ListenTarget, ListenUdp } from 'structwire/net';
import type { Address } from './address.ts';
import { parseByteCount, parseCount } from './parse-quantity.ts';

/** What commander gives for the options of `udp://` and `udp-multicast://` addresses. */
export interface UdpFlags {
  readonly interface?: string;
  readonly pack?: true;
  readonly maxDatagram?: number;
  readonly broadcast?: true;
  readonly ttl?: number;
}

/** Options for whoever receives datagrams. */
export function addListenUdpFlags(command: Command): Command {
  return command.option('--interface <ADDRESS>', 'for udp-multicast://, the interface to listen on');
}

/** Options for whoever sends datagrams. */
export function addConnectUdpFlags(command: Command): Command {
  return command
    .option('--pack', 'for udp://, as many records in a datagram as fit (default: one in each)')
    .addOption(
      new Option('--max-datagram <SIZE>', 'for udp://, the longest one (default: 1472)').argParser(parseByteCount),
    )
    .option('--broadcast', 'for udp://, the host is a broadcast address')
    .option('--interface <ADDRESS>', 'for udp-multicast://, the interface to send from')
    .option('--ttl <N>', 'for udp-multicast://, how many routers may pass it on (default: 1, none)', parseCount);
}

export function listenUdp({ interface: name }: UdpFlags): ListenUdp {
  return { ...(name !== undefined && { interface: name }) };
}

export function connectUdp({ interface: name, pack, maxDatagram, broadcast, ttl }: UdpFlags): ConnectUdp {
  return {
    ...(name !== undefined && { interface: name }),
    ...(pack !== undefined && { pack }),
    ...(maxDatagram !== undefined && { maxDatagram }),
    ...(broadcast !== undefined && { broadcast }),
    ...(ttl !== undefined && { ttl }),
  };
}

/** The host of the address is the group to join. */
export function groupTarget({ host, port }: Address, flags: UdpFlags): ListenTarget {
  return { port, udp: { ...listenUdp(flags), groups: [host] } };
}
