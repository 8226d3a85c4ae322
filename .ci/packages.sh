#!/usr/bin/env bash
# Installs the Debian packages that the tests need, when one is missing.
set -euo pipefail

packages=(gcc libc6-dev python3 tshark util-linux)

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
