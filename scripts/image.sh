#!/usr/bin/env bash
# scripts/image.sh: build the container image without a Docker engine, run it, and look at what it serves.
# As root on Debian: buildah on a base of its own (debootstrap), because no registry of images need be at hand. The container
# runs as its user on a read-only root file system with /tmp in memory, once with the image's tables and once with mounted reports.
set -euo pipefail
cd "$(dirname "$0")/.."
# What is mounted below is seen by this script alone, and is gone with it.
[ -n "${OWN_MOUNTS:-}" ] || exec env OWN_MOUNTS=1 unshare --mount "scripts/$(basename "$0")" "$@"

port=${PORT:-8951}
image=localhost/police-figures
base=localhost/pybase:bookworm
work=$(mktemp -d)
server=
buildah() { command buildah --storage-driver vfs --root "$work/storage" --runroot "$work/run" "$@"; }

clean() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort --reverse | xargs --no-run-if-empty umount --lazy
  rm -rf --one-file-system "$work"
}
trap clean EXIT

for tool in buildah debootstrap; do
  command -v "$tool" >/dev/null || { echo "No $tool: apt-get install --yes buildah debootstrap" >&2; exit 1; }
done

echo "== base: Debian bookworm with Python"
SECONDS=0
debootstrap --variant=minbase --include=python3,python3-venv bookworm "$work/base" >"$work/debootstrap.log" 2>&1 \
  || { tail -n 20 "$work/debootstrap.log" >&2; exit 1; }
made=$(buildah from scratch)
buildah add --quiet "$made" "$work/base" / >/dev/null
buildah commit --quiet "$made" "$base" >/dev/null
buildah rm "$made" >/dev/null
rm -rf --one-file-system "$work/base"
echo "   $SECONDS s"

echo "== image"
SECONDS=0
buildah bud --isolation chroot --network host --volume /etc/ssl/certs:/etc/ssl/certs:ro --build-arg "BASE=$base" \
  --tag "$image" . >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log" >&2; exit 1; }
echo "   $SECONDS s, user $(buildah inspect --type image --format '{{.OCIv1.Config.User}}' "$image")"

container=$(buildah from "$image")
root=$(buildah mount "$container")
echo "   $(du --summarize --block-size=1M "$root" | cut -f 1) MB unpacked"

# A read-only view of the container's files, memory for /tmp, and the container's user.
mkdir "$work/root"
mount --bind "$root" "$work/root"
mkdir -p "$work/root/reports"
mount --options remount,bind,ro "$work/root"
mount --type tmpfs tmpfs "$work/root/tmp"
mount --type proc proc "$work/root/proc"
mount --bind /dev "$work/root/dev"
mount --type tmpfs tmpfs "$work/root/dev/shm"

start() {
  chroot --userspec=10001:10001 "$work/root" /usr/bin/env --ignore-environment PATH=/venv/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 POLICE_REPORTS=/reports HOST=127.0.0.1 "PORT=$port" POLICE_ACCESS_LOG=off \
    sh -c 'cd /app && exec scripts/serve.sh' >"$work/serve.log" 2>&1 &
  server=$!
  for _ in $(seq 240); do
    if curl --silent --fail --output "$work/ready" "http://127.0.0.1:$port/ready"; then return; fi
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.25
  done
  echo "The container does not answer:" >&2
  tail -n 30 "$work/serve.log" >&2
  exit 1
}

stop() {
  kill "$server"
  wait "$server" || true
  server=
}

look() {
  trap 'echo "What the container serves is not the dashboard." >&2' ERR
  curl --silent --fail "http://127.0.0.1:$port/" >"$work/page"
  grep --quiet "What the reports say, and how it changed</h1>" "$work/page"
  grep --quiet 'class="card"' "$work/page"
  curl --silent --fail "http://127.0.0.1:$port/data/figures.csv" >"$work/figures.csv"
  head -n 1 "$work/figures.csv" | grep --quiet "^figure_id,"
  trap - ERR
  echo "   answers: $(cat "$work/ready")"
}

echo "== the image's own tables, as user 10001, on a read-only root"
if chroot --userspec=10001:10001 "$work/root" /usr/bin/touch /app/written 2>/dev/null; then
  echo "The root file system can be written." >&2
  exit 1
fi
start
look
healthcheck=$(sed --quiet 's/^  CMD \["python", "-c", "\(.*\)"\]$/\1/p' Dockerfile | sed 's/\\"/"/g')
chroot "$work/root" /usr/bin/env "PORT=$port" /venv/bin/python -c "$healthcheck"
echo "   the health check passes"
stop

echo "== mounted reports, built at start"
mkdir "$work/reports"
cp data/reports/sources.csv "$work/reports"
cp "$(find data/reports -name '*.txt' | sort | head -n 1)" "$work/reports"
chmod -R a+rX "$work/reports"
mount --bind "$work/reports" "$work/root/reports"
start
look
grep --quiet '1 committee report' "$work/page"
stop
echo "== done"
