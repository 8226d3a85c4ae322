import type { Abi, AbiName } from '../../layout/abi.ts';

const LINUX = ['__linux__', '__linux', 'linux', '__unix__', '__unix', 'unix', '__gnu_linux__'];
const WINDOWS = ['_WIN32', '__WIN32__', '__WIN32', 'WIN32', '__MINGW32__', '__WINNT__'];
const WINDOWS_64 = ['_WIN64', '__WIN64__', '__WIN64', 'WIN64', '__MINGW64__'];
const X86_64 = ['__x86_64__', '__x86_64', '__amd64__', '__amd64'];
const LP64 = ['__LP64__', '_LP64'];

/** What says which machine it is, as GCC for it does. */
const MACHINE: Readonly<Record<AbiName, readonly string[]>> = {
  lp64: [...X86_64, ...LP64, ...LINUX],
  aarch64: ['__aarch64__', '__AARCH64EL__', ...LP64, ...LINUX],
  riscv64: ['__riscv', '__riscv_xlen=64', ...LP64, ...LINUX],
  'lp64-be': ['__s390__', '__s390x__', '__zarch__', ...LP64, ...LINUX],
  llp64: [...X86_64, ...WINDOWS, ...WINDOWS_64],
  win32: ['__i386__', '__i386', 'i386', '_X86_', '__ILP32__', '_ILP32', ...WINDOWS],
  i386: ['__i386__', '__i386', 'i386', '__ILP32__', '_ILP32', ...LINUX],
  ilp32: ['__riscv', '__riscv_xlen=32'],
  'ilp32-be': [
    '__powerpc__',
    '__powerpc',
    '__PPC__',
    '__PPC',
    'PPC',
    'powerpc',
    '_ARCH_PPC',
    '__BIG_ENDIAN__',
    ...LINUX,
  ],
  'arm-eabi': ['__arm__', '__ARMEL__', '__ARM_EABI__', '__ARM_SIZEOF_MINIMAL_ENUM=1'],
  'arm-linux': ['__arm__', '__ARMEL__', '__ARM_EABI__', '__ARM_SIZEOF_MINIMAL_ENUM=4', ...LINUX],
  avr: ['__AVR__', '__AVR', 'AVR'],
  m68k: ['__m68k__', '__mc68000__', '__mc68020__', '__mc68020', 'mc68000', 'mc68020', ...LINUX],
  packed: [],
  'packed-be': [],
};

/** What GCC defines before it reads the first line, as far as declarations of data ask for it. */
export function predefinedMacros(abi: Abi): string {
  const machine = MACHINE[abi.name].map((entry) => (entry.includes('=') ? entry.replace('=', ' ') : `${entry} 1`));
  return [...COMPILER, ...sizes(abi), ...typeNames(abi), ...machine].map((entry) => `#define ${entry}\n`).join('');
}

const COMPILER = [
  '__STDC__ 1',
  '__STDC_VERSION__ 201710L',
  '__STDC_HOSTED__ 1',
  '__GNUC__ 12',
  '__GNUC_MINOR__ 2',
  '__GNUC_PATCHLEVEL__ 0',
  '__GNUC_STDC_INLINE__ 1',
  '__CHAR_BIT__ 8',
  '__ORDER_LITTLE_ENDIAN__ 1234',
  '__ORDER_BIG_ENDIAN__ 4321',
  '__ORDER_PDP_ENDIAN__ 3412',
];

/** The names that GCC has for the types of `stdint.h` and `stddef.h`. */
function typeNames({ size, wideChar }: Abi): string[] {
  const signed = (bytes: number): string => SIGNED.find((name) => bytesOf(name, size) === bytes) ?? 'long long';
  const exact = [1, 2, 4, 8].flatMap((bytes) => [
    `__INT${8 * bytes}_TYPE__ signed ${signed(bytes)}`,
    `__UINT${8 * bytes}_TYPE__ unsigned ${signed(bytes)}`,
  ]);
  const wide = Number(wideChar.slice(1)) / 8;
  return [
    ...exact,
    `__SIZE_TYPE__ unsigned ${signed(size.size)}`,
    `__PTRDIFF_TYPE__ signed ${signed(size.size)}`,
    `__INTPTR_TYPE__ signed ${signed(size.size)}`,
    `__UINTPTR_TYPE__ unsigned ${signed(size.size)}`,
    `__WCHAR_TYPE__ ${wideChar.startsWith('u') ? 'unsigned' : 'signed'} ${signed(wide)}`,
  ];
}

const SIGNED = ['char', 'short', 'int', 'long', 'long long'] as const;

function bytesOf(name: (typeof SIGNED)[number], size: Abi['size']): number {
  return name === 'char' ? 1 : name === 'long long' ? size.longlong : size[name];
}

function sizes({ size, endian, maxAlign, wideChar, isCharSigned }: Abi): string[] {
  return [
    `__BYTE_ORDER__ ${endian === 'le' ? '__ORDER_LITTLE_ENDIAN__' : '__ORDER_BIG_ENDIAN__'}`,
    `__BIGGEST_ALIGNMENT__ ${maxAlign}`,
    `__SIZEOF_SHORT__ ${size.short}`,
    `__SIZEOF_INT__ ${size.int}`,
    `__SIZEOF_LONG__ ${size.long}`,
    `__SIZEOF_LONG_LONG__ ${size.longlong}`,
    `__SIZEOF_POINTER__ ${size.pointer}`,
    `__SIZEOF_SIZE_T__ ${size.size}`,
    `__SIZEOF_FLOAT__ ${size.float}`,
    `__SIZEOF_DOUBLE__ ${size.double}`,
    `__SIZEOF_WCHAR_T__ ${Number(wideChar.slice(1)) / 8}`,
    ...(isCharSigned ? [] : ['__CHAR_UNSIGNED__ 1']),
  ];
}

/**
 * Customary macros of headers that are rarely pasted along with the structs. Each has one meaning wherever it is used;
 * a definition in the text takes precedence, and `#ifdef` does not see these.
 */
export const CUSTOMARY_MACROS = `
#define __packed __attribute__((armcc_packed))
#define __PACKED __attribute__((packed))
#define __PACKED_STRUCT struct __attribute__((packed))
#define __PACKED_UNION union __attribute__((packed))
#define TU_ATTR_PACKED __attribute__((packed))
#define TU_ATTR_ALIGNED(n) __attribute__((aligned(n)))
#define TU_ATTR_PACKED_BEGIN
#define TU_ATTR_PACKED_END
#define TU_ATTR_BIT_FIELD_ORDER_BEGIN
#define TU_ATTR_BIT_FIELD_ORDER_END
#define TU_VERIFY_STATIC _Static_assert
#define __attribute_packed__ __attribute__((packed))
#define __aligned(n) __attribute__((aligned(n)))
#define __ALIGNED(n) __attribute__((aligned(n)))
#define PACK_STRUCT_BEGIN
#define PACK_STRUCT_END
#define PACK_STRUCT_STRUCT __attribute__((packed))
#define PACK_STRUCT_FIELD(x) x
#define PACK_STRUCT_FLD_8(x) x
#define PACK_STRUCT_FLD_S(x) x
#define MAVPACKED(declaration) declaration __attribute__((packed))
#define __struct_group(TAG, NAME, ATTRS, MEMBERS...) union { struct { MEMBERS } ATTRS; struct TAG { MEMBERS } ATTRS NAME; }
#define __DECLARE_FLEX_ARRAY(TYPE, NAME) struct { struct { } __empty_ ## NAME; TYPE NAME[]; }
#define __counted_by(m)
#define __aligned_u64 __u64 __attribute__((aligned(8)))
#define __aligned_s64 __s64 __attribute__((aligned(8)))
#define __aligned_be64 __be64 __attribute__((aligned(8)))
#define __aligned_le64 __le64 __attribute__((aligned(8)))
#define __IO volatile
#define __I volatile const
#define __O volatile
#define __IM volatile const
#define __OM volatile
#define __IOM volatile
#define __user
#define __iomem
#define __rcu
#define __bitwise
#define __force
#define __BEGIN_DECLS
#define __END_DECLS
#define G_BEGIN_DECLS
#define G_END_DECLS
#define PROGMEM
#define CHAR_BIT 8
#define UINT8_MAX 255
#define INT8_MAX 127
#define UINT16_MAX 65535
#define INT16_MAX 32767
#define UINT32_MAX 4294967295U
#define INT32_MAX 2147483647
`;
