#!/usr/bin/env bash
# scripts/venv.sh DIR FILE: a virtual environment in DIR with the pinned requirements of FILE, checked by hash.
set -euo pipefail

venv=$1 requirements=$2

supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

if ! supported "$venv/bin/python"; then
  python=
  for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if supported "$candidate"; then python=$candidate && break; fi
  done
  if [ -z "$python" ]; then
    echo "No Python 3.11, 3.12 or 3.13 found. Install one, or name it: make PYTHON=/path/to/python3.12 run" >&2
    exit 1
  fi
  echo "Making $venv with $("$python" --version)"
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi
echo "Installing $requirements"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements"
