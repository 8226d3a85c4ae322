import { spawnSync } from 'node:child_process';
import type { AbiName } from 'structwire';

/** A compiler, and the platform whose rules it is the reference of. */
export interface Compiler {
  readonly name: string;
  readonly command: string;
  readonly flags: readonly string[];
  readonly abi: AbiName;
  /** The Debian package that has it. */
  readonly debian: string;
  /** Microsoft's rules: declarations with GNU attributes are not its business. */
  readonly isMicrosoft?: boolean;
  /** Compiles for this machine. */
  readonly isNative?: boolean;
  /** Continuous integration installs it (`.ci/packages.sh`): it is not skipped there. */
  readonly isInCi?: boolean;
}

const clang = (target: string, abi: AbiName, more: Partial<Compiler> = {}): Compiler => ({
  name: `clang ${target}`,
  command: 'clang',
  flags: [`--target=${target}`],
  abi,
  debian: 'clang',
  isInCi: true,
  ...more,
});

/** The compilers that layouts are compared with. */
export const COMPILERS: readonly Compiler[] = [
  { name: 'gcc', command: 'gcc', flags: ['-m64'], abi: 'lp64', debian: 'gcc', isNative: true, isInCi: true },
  { name: 'gcc -m32', command: 'gcc', flags: ['-m32'], abi: 'i386', debian: 'gcc', isNative: true, isInCi: true },
  {
    name: 'gcc -fpack-struct',
    command: 'gcc',
    flags: ['-m64', '-fpack-struct=1'],
    abi: 'packed',
    debian: 'gcc',
    isInCi: true,
  },
  { name: 'avr-gcc', command: 'avr-gcc', flags: [], abi: 'avr', debian: 'gcc-avr', isInCi: true },
  {
    name: 'arm-none-eabi-gcc',
    command: 'arm-none-eabi-gcc',
    flags: [],
    abi: 'arm-eabi',
    debian: 'gcc-arm-none-eabi',
    isInCi: true,
  },
  {
    name: 'arm-none-eabi-gcc -fno-short-enums',
    command: 'arm-none-eabi-gcc',
    flags: ['-fno-short-enums'],
    abi: 'arm-linux',
    debian: 'gcc-arm-none-eabi',
    isInCi: true,
  },
  {
    name: 'x86_64-w64-mingw32-gcc',
    command: 'x86_64-w64-mingw32-gcc',
    flags: [],
    abi: 'llp64',
    debian: 'gcc-mingw-w64-x86-64-win32',
    isInCi: true,
  },
  {
    name: 'i686-w64-mingw32-gcc',
    command: 'i686-w64-mingw32-gcc',
    flags: [],
    abi: 'win32',
    debian: 'gcc-mingw-w64-i686-win32',
  },
  {
    name: 'aarch64-linux-gnu-gcc',
    command: 'aarch64-linux-gnu-gcc',
    flags: [],
    abi: 'aarch64',
    debian: 'gcc-aarch64-linux-gnu',
  },
  {
    name: 'riscv64-unknown-elf-gcc',
    command: 'riscv64-unknown-elf-gcc',
    flags: [],
    abi: 'riscv64',
    debian: 'gcc-riscv64-unknown-elf',
  },
  {
    name: 'riscv32',
    command: 'riscv64-unknown-elf-gcc',
    flags: ['-march=rv32imac', '-mabi=ilp32'],
    abi: 'ilp32',
    debian: 'gcc-riscv64-unknown-elf',
  },
  {
    name: 's390x-linux-gnu-gcc',
    command: 's390x-linux-gnu-gcc',
    flags: [],
    abi: 'lp64-be',
    debian: 'gcc-s390x-linux-gnu',
  },
  {
    name: 's390x-linux-gnu-gcc -fpack-struct',
    command: 's390x-linux-gnu-gcc',
    flags: ['-fpack-struct=1'],
    abi: 'packed-be',
    debian: 'gcc-s390x-linux-gnu',
  },
  {
    name: 'powerpc-linux-gnu-gcc',
    command: 'powerpc-linux-gnu-gcc',
    flags: [],
    abi: 'ilp32-be',
    debian: 'gcc-powerpc-linux-gnu',
  },
  { name: 'm68k-linux-gnu-gcc', command: 'm68k-linux-gnu-gcc', flags: [], abi: 'm68k', debian: 'gcc-m68k-linux-gnu' },
  clang('x86_64-linux-gnu', 'lp64'),
  clang('i386-linux-gnu', 'i386'),
  clang('arm-none-eabi', 'arm-eabi', {
    name: 'clang arm-none-eabi',
    flags: ['--target=arm-none-eabi', '-fshort-enums'],
  }),
  clang('arm-linux-gnueabihf', 'arm-linux'),
  clang('aarch64-linux-gnu', 'aarch64'),
  clang('riscv32-unknown-elf', 'ilp32'),
  clang('s390x-linux-gnu', 'lp64-be'),
  clang('powerpc-linux-gnu', 'ilp32-be'),
  clang('x86_64-pc-windows-msvc', 'llp64', { isMicrosoft: true }),
  clang('i686-pc-windows-msvc', 'win32', { isMicrosoft: true }),
];

const found = new Map<string, boolean>();

/** Whether a compiler is on this machine. */
export function isInstalled({ command }: Compiler): boolean {
  const known = found.get(command) ?? spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  found.set(command, known);
  return known;
}

/** Whether its absence is a failure and no reason to skip. */
export function isRequired({ isInCi }: Compiler): boolean {
  return isInCi === true && process.env['CI'] !== undefined;
}
