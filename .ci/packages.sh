#!/usr/bin/env bash
# Installs the Debian packages that the tests need, when one is missing. `packages.sh abi` adds the compilers of all the
# platforms of `npm run test:abi`.
set -euo pipefail

packages=(gcc libc6-dev python3 tshark util-linux clang gcc-avr gcc-arm-none-eabi gcc-mingw-w64-x86-64-win32)
if [ "${1:-}" = abi ]; then
  packages+=(gcc-mingw-w64-i686-win32 gcc-aarch64-linux-gnu gcc-riscv64-unknown-elf)
  packages+=(gcc-s390x-linux-gnu gcc-powerpc-linux-gnu gcc-m68k-linux-gnu)
fi
