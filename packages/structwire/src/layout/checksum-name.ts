/**
 * The checksums structwire computes. The CRCs go by the names of the RevEng catalogue of parametrised CRC algorithms.
 *
 * `sum` and `xor` are of single bytes, modulo the field's width. `fletcher8` is the 8-bit Fletcher algorithm of RFC 1145
 * (two sums modulo 256, as u-blox has it), `fletcher16` the one modulo 255; both give `second << 8 | first`. `internet` is
 * the ones' complement sum of RFC 1071.
 */
export type ChecksumName =
  | 'crc8'
  | 'crc8/maxim'
  | 'crc8/sae-j1850'
  | 'crc8/dvb-s2'
  | 'crc16/arc'
  | 'crc16/modbus'
  | 'crc16/ibm-3740'
  | 'crc16/xmodem'
  | 'crc16/kermit'
  | 'crc16/ibm-sdlc'
  | 'crc16/mcrf4xx'
  | 'crc16/usb'
  | 'crc16/dnp'
  | 'crc24/openpgp'
  | 'crc32'
  | 'crc32c'
  | 'crc32/bzip2'
  | 'crc32/mpeg-2'
  | 'fletcher8'
  | 'fletcher16'
  | 'adler32'
  | 'sum'
  | 'xor'
  | 'internet';
