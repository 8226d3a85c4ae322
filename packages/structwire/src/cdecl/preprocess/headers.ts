import type { Abi } from '../../layout/abi.ts';
import { words } from '../text/words.ts';

const C_HEADERS = words(`
  assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg
  stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype
`);

const CXX_HEADERS = words('cassert cinttypes climits cstddef cstdint cstdio cstdlib cstring array');

const OTHER_HEADERS = words(`
  sys/types.h sys/cdefs.h linux/types.h linux/stddef.h asm/types.h machine/types.h Arduino.h avr/io.h
  avr/pgmspace.h windows.h Windows.h minwindef.h WinDef.h basetsd.h
`);

/** Headers whose types are known anyway, so that they need not be read. */
const KNOWN_HEADERS: ReadonlySet<string> = new Set([
  ...C_HEADERS.map((name) => `${name}.h`),
  ...CXX_HEADERS,
  ...OTHER_HEADERS,
]);

/** Names of headers that switch packing on or off: when one is missing, the layouts behind it are in the dark. */
const PACKING_HEADER = /pack|align|bpstruct|epstruct|memmap/i;

/** The text to read for a header that is known; `null` for one that is not. */
export function knownHeader(name: string, abi: Abi): string | null {
  const pack = /^(?:psh|push)pack(\d+)\.h$/i.exec(name);
  if (pack !== null) return `#pragma pack(push, ${pack[1]})\n`;
  if (/^poppack\.h$/i.test(name)) return '#pragma pack(pop)\n';
  if (name === 'asm/byteorder.h' || name === 'linux/byteorder.h') return BYTE_ORDER_OF_LINUX[abi.endian];
  if (name === 'endian.h' || name === 'sys/endian.h' || name === 'machine/endian.h') return endianHeader(abi);
  return KNOWN_HEADERS.has(name) ? '' : null;
}

/** Whether a missing header may have changed the packing of what follows. */
export function mayChangePacking(name: string): boolean {
  return PACKING_HEADER.test(name);
}

const BYTE_ORDER_OF_LINUX = {
  le: '#define __LITTLE_ENDIAN 1234\n#define __LITTLE_ENDIAN_BITFIELD\n',
  be: '#define __BIG_ENDIAN 4321\n#define __BIG_ENDIAN_BITFIELD\n',
} as const;

function endianHeader({ endian }: Abi): string {
  const order = endian === 'le' ? 1234 : 4321;
  const names = { LITTLE_ENDIAN: 1234, BIG_ENDIAN: 4321, PDP_ENDIAN: 3412, BYTE_ORDER: order, FLOAT_WORD_ORDER: order };
  return Object.entries(names)
    .map(([name, value]) => `#define __${name} ${value}\n#define ${name} ${value}\n`)
    .join('');
}
