#!/bin/sh
# Starts Wine's server and Wine's own programs, says "ready", and ends them once its
# input ends. Who starts Wine's server lends it its network and its screen.
set -eu
. "$(dirname "$0")/environment.sh"
trap 'wineserver --kill 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM
# What is started here would hold a test's output open if a test started it.
wineserver --persistent </dev/null >/dev/null 2>&1
wineboot </dev/null >/dev/null 2>&1
echo ready
cat >/dev/null
