// NetFlow export datagram, version 5: header of 24 bytes, up to 30 flow records of 48 bytes. Usually UDP to port 2055.
import {
  array,
  bits,
  bytes,
  constant,
  countOf,
  flags,
  padding,
  record,
  timestamp,
  transform,
  u8,
  u16,
  u32,
} from 'structwire';

const ipv4 = transform(bytes(4), {
  name: 'ipv4',
  decode: (address) => address.join('.'),
  encode: (text: string) => {
    if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(text)) throw new TypeError(`${text} is no IPv4 address`);
    return Uint8Array.from(text.split('.'), Number);
  },
});

const Flow = record(
  {
    sourceAddress: ipv4,
    destinationAddress: ipv4,
    nextHop: ipv4,
    input: u16, // SNMP index of the interface
    output: u16,
    packets: u32,
    octets: u32,
    first: u32, // ms of system uptime
    last: u32,
    sourcePort: u16,
    destinationPort: u16,
    pad1: padding(1),
    tcpFlags: flags(u8, { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ece: 64, cwr: 128 }, { others: null }),
    protocol: u8,
    typeOfService: u8,
    sourceAs: u16,
    destinationAs: u16,
    sourceMask: u8,
    destinationMask: u8,
    pad2: padding(2),
  },
  { name: 'netflow_v5_flow' },
);

export const NetFlowV5 = record(
  {
    version: constant(u16, 5),
    count: countOf('flows', u16),
    systemUptime: u32, // ms
    exported: timestamp(u32, 's'),
    exportedNanoseconds: u32,
    flowSequence: u32,
    engineType: u8,
    engineId: u8,
    samplingMode: bits(2),
    samplingInterval: bits(14),
    flows: array(Flow, 'count'),
  },
  { name: 'netflow_v5', endian: 'be' },
);
