# shellcheck shell=sh
# How every program of the tests runs under Wine; sourced by the scripts beside it.
WINEPREFIX=$(cd "$(dirname "$0")/../.." && pwd)/build/wine
WINEARCH=win64
WINEDEBUG=-all
# Wine would ask for Mono and Gecko, write menu entries, and stop at what its own
# uiautomationcore lacks of a screen reader's calls.
WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d;uiautomationcore=d'
export WINEPREFIX WINEARCH WINEDEBUG WINEDLLOVERRIDES
