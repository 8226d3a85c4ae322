// Capture files of raw IP packets, as tshark reads them: pcap (draft-ietf-opsawg-pcap, link type 101), IPv4 (RFC 791),
// UDP (RFC 768) and TCP (RFC 9293). Only what a capture needs: no options, checksums of UDP and TCP left out.
import {
  array,
  bits,
  by,
  bytes,
  checksum,
  constant,
  lengthOf,
  record,
  rest,
  sized,
  tagOf,
  u8,
  u16,
  u32,
  union,
} from 'structwire';

const Udp = record({ source: u16, destination: u16, length: lengthOf(null, u16), checksum: u16, data: rest });

const Tcp = record({
  source: u16,
  destination: u16,
  sequence: u32,
  acknowledged: u32,
  headerWords: constant(bits(4), 5),
  flags: bits(12),
  window: u16,
  checksum: u16,
  urgent: u16,
  data: rest,
});

const Ipv4 = record(
  {
    version: constant(bits(4), 4),
    headerWords: constant(bits(4), 5),
    service: u8,
    totalLength: lengthOf(null, u16),
    identification: u16,
    fragment: u16,
    timeToLive: u8,
    protocol: tagOf('payload', u8),
    headerChecksum: checksum('internet', u16, { from: 'version', through: 'destination' }),
    source: bytes(4),
    destination: bytes(4),
    payload: sized(by('totalLength', { plus: -20 }), union('protocol', { 6: Tcp, 17: Udp }, { unknown: 'keep' })),
  },
  { endian: 'be' },
);

export const Pcap = record({
  magic: constant(u32, 0xa1b2c3d4),
  major: constant(u16, 2),
  minor: constant(u16, 4),
  reserved: bytes(8),
  snapLength: u32,
  linkType: constant(u32, 101),
  packets: array(
    record({
      seconds: u32,
      microseconds: u32,
      captured: lengthOf('packet', u32),
      original: lengthOf('packet', u32),
      packet: sized('captured', Ipv4),
    }),
    rest,
  ),
});

/** A capture of one packet from port 40000 on. */
export function captureOf(protocol: 'udp' | 'tcp', port: number, data: Uint8Array): Uint8Array {
  const ports = { source: 40_000, destination: port, checksum: 0, data };
  const tcp = { sequence: 1, acknowledged: 1, flags: 0x18, window: 65_535, urgent: 0 };
  const packet = {
    service: 0,
    identification: 1,
    fragment: 0,
    timeToLive: 64,
    source: Uint8Array.of(192, 0, 2, 1),
    destination: Uint8Array.of(192, 0, 2, 2),
    payload:
      protocol === 'udp' ? ({ tag: 17, value: ports } as const) : ({ tag: 6, value: { ...ports, ...tcp } } as const),
  };
  return Pcap.encode({
    reserved: new Uint8Array(8),
    snapLength: 65_535,
    packets: [{ seconds: 0, microseconds: 0, packet }],
  });
}
