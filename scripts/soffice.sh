#!/usr/bin/env bash
# scripts/soffice.sh: print the path of LibreOffice for the tests that convert files; as root, install what they need where it
# is missing (Debian's packages, about 200 MB). Otherwise nothing is printed, and the tests are left out aloud.
set -euo pipefail

find_soffice() {
  if [ -n "${SOFFICE:-}" ]; then echo "$SOFFICE" && return; fi
  command -v soffice || command -v libreoffice
}

if find_soffice; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "No LibreOffice found: installing Debian's packages of Calc and Impress" >&2
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
    libreoffice-calc libreoffice-impress; } >&2 || true
  find_soffice && exit 0
fi
echo "LEFT OUT: no LibreOffice; the tests that convert files are named at the end, each as SKIPPED" >&2
