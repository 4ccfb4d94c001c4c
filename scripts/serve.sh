#!/bin/sh
# scripts/serve.sh: what the container runs. Reports in POLICE_REPORTS (a mounted folder) are built first, into /tmp/tables;
# without any, the tables of the image are served.
set -eu

if [ -n "$(find "${POLICE_REPORTS:-/reports}" -type f \( -iname '*.txt' -o -iname '*.html' -o -iname '*.htm' \) 2>/dev/null | head -n 1)" ]; then
  export POLICE_TABLES=/tmp/tables
  # a report that cannot be read is named; the others are served
  python -m etl build --reports "$POLICE_REPORTS" --out "$POLICE_TABLES" || echo "Some reports could not be read; see above." >&2
fi
exec gunicorn app:server
