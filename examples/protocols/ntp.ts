// NTP version 4: RFC 5905, section 7.3. One packet is one UDP datagram to port 123.
import { be, bits, bytes, enumeration, fixedPoint, i8, record, rest, u8, u32 } from 'structwire';

/** Seconds since 1900-01-01 and a 32-bit fraction: more digits than a number has, so the two stay apart. */
export const NtpTimestamp = record({ seconds: u32, fraction: u32 }, { name: 'ntp_timestamp', endian: 'be' });

/** 16 bits of seconds, 16 bits of fraction. */
const ntpShort = fixedPoint(be(u32), 16, 's');

export const Ntp = record(
  {
    leap: enumeration(bits(2), { none: 0, lastMinuteHas61: 1, lastMinuteHas59: 2, unknown: 3 }),
    version: bits(3),
    mode: enumeration(bits(3), {
      symmetricActive: 1,
      symmetricPassive: 2,
      client: 3,
      server: 4,
      broadcast: 5,
      control: 6,
    }),
    stratum: u8,
    poll: i8, // log2 seconds
    precision: i8, // log2 seconds
    rootDelay: ntpShort,
    rootDispersion: ntpShort,
    referenceId: bytes(4), // four letters at stratum 0 and 1, an address above
    reference: NtpTimestamp,
    origin: NtpTimestamp,
    receive: NtpTimestamp,
    transmit: NtpTimestamp,
    extensions: rest,
  },
  { name: 'ntp', endian: 'be' },
);

/** The Unix time of an NTP timestamp of the first era, in milliseconds. */
export function unixMilliseconds({ seconds, fraction }: { seconds: number; fraction: number }): number {
  return (seconds - 2_208_988_800) * 1000 + (fraction * 1000) / 2 ** 32;
}
