import { invalidLayout } from '../errors/schema-errors.ts';
import { failure } from '../errors/structwire-error.ts';
import type { ChecksumName } from '../layout/layout.ts';
import { type Checksum, type CrcParameters, crc } from './crc.ts';
import { adler32, fletcher8, fletcher16, internet, sum, xor } from './sums.ts';

// Width, polynomial, initial register, reflected, final exclusive-or: https://reveng.sourceforge.io/crc-catalogue/

const CRCS: Readonly<Partial<Record<ChecksumName, CrcParameters>>> = {
  crc8: row(8, 0x07, 0, false, 0), // CRC-8/SMBUS
  'crc8/maxim': row(8, 0x31, 0, true, 0), // CRC-8/MAXIM-DOW
  'crc8/sae-j1850': row(8, 0x1d, 0xff, false, 0xff),
  'crc8/dvb-s2': row(8, 0xd5, 0, false, 0),
  'crc16/arc': row(16, 0x8005, 0, true, 0),
  'crc16/modbus': row(16, 0x8005, 0xffff, true, 0),
  'crc16/usb': row(16, 0x8005, 0xffff, true, 0xffff),
  'crc16/ibm-3740': row(16, 0x1021, 0xffff, false, 0), // also called CCITT-FALSE
  'crc16/xmodem': row(16, 0x1021, 0, false, 0),
  'crc16/kermit': row(16, 0x1021, 0, true, 0), // also called CCITT-TRUE
  'crc16/ibm-sdlc': row(16, 0x1021, 0xffff, true, 0xffff), // also called X-25
  'crc16/mcrf4xx': row(16, 0x1021, 0xffff, true, 0), // MAVLink
  'crc16/dnp': row(16, 0x3d65, 0, true, 0xffff),
  'crc24/openpgp': row(24, 0x864cfb, 0xb704ce, false, 0),
  crc32: row(32, 0x04c11db7, 0xffffffff, true, 0xffffffff), // CRC-32/ISO-HDLC: zip, PNG, Ethernet
  crc32c: row(32, 0x1edc6f41, 0xffffffff, true, 0xffffffff), // CRC-32/ISCSI
  'crc32/bzip2': row(32, 0x04c11db7, 0xffffffff, false, 0xffffffff),
  'crc32/mpeg-2': row(32, 0x04c11db7, 0xffffffff, false, 0),
};

const SUMS: Readonly<Partial<Record<ChecksumName, Checksum>>> = {
  fletcher8,
  fletcher16,
  adler32,
  sum,
  xor,
  internet,
};

/** The function that computes a checksum: see {@link checksumNamed}; `undefined` for a name that is in none of the tables. */
export function findChecksum(name: string): Checksum | undefined {
  if (Object.hasOwn(CRCS, name)) return crc(CRCS[name as ChecksumName]!); // it has it
  return Object.hasOwn(SUMS, name) ? SUMS[name as ChecksumName] : undefined;
}

/**
 * The function that computes a checksum; results are integers below 2**32, of which a narrower field takes the low bits.
 *
 * @throws StructwireError `invalid-layout` for a name that is in none of the tables.
 */
export function checksumNamed(name: ChecksumName): Checksum {
  const compute = findChecksum(name);
  if (compute !== undefined) return compute;
  const known = Object.keys({ ...CRCS, ...SUMS }).join(', ');
  throw failure(invalidLayout, { problem: `there is no checksum '${name}', but ${known}` });
}

function row(
  width: number,
  polynomial: number,
  initial: number,
  isReflected: boolean,
  finalXor: number,
): CrcParameters {
  return { width, polynomial, initial, isReflected, finalXor };
}
