#!/bin/sh
# Runs a Windows program under Wine in the tests' own prefix, build/wine:
#
#     tools/wine/run.sh PROGRAM [ARGUMENTS…]
#
# "go test -exec" takes it for Windows' tests.
set -eu
. "$(dirname "$0")/environment.sh"
exec wine "$@"
