import type { PlanDefaults } from '../connection/connection-plan.ts';
import { datagram } from '../framing/datagram.ts';

/** What both sides of UDP can choose. */
export interface UdpOptions {
  /**
   * Puts the records of one turn together into as few datagrams as they fit in. Default false: every record is a datagram
   * of its own, which is what most peers expect.
   */
  readonly pack?: boolean;
  /**
   * Longest datagram that is sent, in bytes; a longer record is refused. Default: what an Ethernet packet holds, 1,472 over
   * IPv4 and 1,452 over IPv6. Up to 65,507 is possible, in fragments, and all are lost when one is.
   */
  readonly maxDatagram?: number;
  /**
   * Bytes to ask of the system for datagrams that wait to be read. Default 4 MiB; the system may give less, see
   * `messages.receiveBufferBytes` in the statistics (on Linux, `net.core.rmem_max` is the most).
   */
  readonly recvBufferSize?: number;
  /** The address of the interface for multicast; for IPv6 its name, as `::%eth0`. Default: as the system decides. */
  readonly interface?: string;
  /** How many routers a multicast may pass. Default 1: none. */
  readonly ttl?: number;
  /** Whether multicasts also come back to this machine. Default true. */
  readonly loopback?: boolean;
}

/** How to listen for datagrams. */
export interface ListenUdp extends UdpOptions {
  /** Multicast groups to join; the default `host` is then every address of the machine. */
  readonly groups?: readonly string[];
  /** Shares the port with other programs that ask for it too. Default: true with `groups`, which each of them then gets. */
  readonly reuseAddress?: boolean;
}

/** How to send datagrams. */
export interface ConnectUdp extends UdpOptions {
  /** Allows a broadcast address as the host. Answers from every machine are then received. */
  readonly broadcast?: boolean;
  /** The port to send from. Default: any free one. */
  readonly localPort?: number;
  /** The address to send from. Default: as the system decides. */
  readonly localHost?: string;
}

export const UDP_DEFAULTS: { readonly recvBufferSize: number; readonly idleTimeoutMs: number } = {
  recvBufferSize: 4 * 1024 * 1024,
  idleTimeoutMs: 60_000,
};

/** Records over UDP: a datagram ends with its last record, and a damaged one is no reason to stop. */
export function udpDefaults({ pack = false }: UdpOptions): PlanDefaults {
  return { framing: datagram(), onBadFrame: 'skip', writesAlone: !pack, refuseForeign: false, losesMessages: true };
}

/** What an Ethernet packet of 1,500 bytes holds behind the headers of IP and UDP. */
export function maxDatagram({ maxDatagram: chosen }: UdpOptions, isIpv6: boolean): number {
  return chosen ?? (isIpv6 ? 1_452 : 1_472);
}
