#!/bin/sh
# Runs "go test ARGUMENTS…" for Windows under Wine, in a network of its own that leads
# nowhere. Wine's server goes with it.
set -eu
if [ "${1:-}" != --inside ]; then
    go mod download
    exec unshare --net "$0" --inside "$@"
fi
shift
. "$(dirname "$0")/environment.sh"
here=$(cd "$(dirname "$0")" && pwd)
ip link set lo up
trap 'wineserver --kill || true' EXIT
trap 'exit 130' INT TERM
# Wine's own programs are started here, or they would hold the first test's output open.
wineserver --persistent >/dev/null 2>&1
wineboot >/dev/null 2>&1
GOPROXY=off GOOS=windows CGO_ENABLED=0 go test -overlay "$WINEPREFIX/overlay.json" -exec "$here/run.sh" "$@"
