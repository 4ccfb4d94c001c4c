#!/usr/bin/env bash
# scripts/chromium.sh BIN: print the path of a Chromium for the browser tests; where there is none, install it:
# Debian's package as root, Playwright's own build otherwise (then nothing is printed, for Playwright knows where it is).
set -euo pipefail

bin=$1

find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM" && return; fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

if find_chromium; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "No Chromium found: installing Debian's package" >&2
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } >&2
  find_chromium
else
  echo "No Chromium found: installing Playwright's" >&2
  "$bin/playwright" install chromium >&2
fi
