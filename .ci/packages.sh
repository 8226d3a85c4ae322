#!/usr/bin/env bash
# Installs the Debian packages that the tests need, when one is missing. `packages.sh abi` adds the compilers of all the
# platforms of `npm run test:abi`.
set -euo pipefail

packages=(gcc binutils libc6-dev linux-libc-dev python3 file tshark util-linux chromium clang gcc-avr gcc-arm-none-eabi gcc-mingw-w64-x86-64-win32)
if [ "${1:-}" = abi ]; then
  packages+=(gcc-mingw-w64-i686-win32 gcc-aarch64-linux-gnu gcc-riscv64-unknown-elf)
  packages+=(gcc-s390x-linux-gnu gcc-powerpc-linux-gnu gcc-m68k-linux-gnu)
fi

command -v dpkg-query >/dev/null || { echo "not a Debian system; needed: ${packages[*]}"; exit 0; }
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -q
"${sudo[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
