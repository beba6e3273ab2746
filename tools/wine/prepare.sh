#!/bin/sh
# Makes the Wine prefix of the tests, build/wine, and in it what Wine 8 lacks:
#
#   - bcryptprimitives.dll, without which no Go program starts;
#   - overlay.json for "go build -overlay": Go falls back to older calls where Windows
#     lacks the newer ones, but does not know by which answers Wine 8 says so. The two
#     files that it names are Go's own but for that. It is for the tests alone.
set -eu
. "$(dirname "$0")/environment.sh"
here=$(cd "$(dirname "$0")" && pwd)

overlay() {
    go_sources=$(go env GOROOT)/src
    deleting=internal/syscall/windows/at_windows.go
    datagrams=net/fd_windows.go
    mkdir -p "$WINEPREFIX/overlay"
    # STATUS_NOT_IMPLEMENTED stands for a system without FileDispositionInformationEx.
    sed 's|^\tcase STATUS_INVALID_INFO_CLASS,|& NTStatus(0xC0000002),|' \
        "$go_sources/$deleting" >"$WINEPREFIX/overlay/at_windows.go"
    # WSAEOPNOTSUPP stands for a system without SIO_UDP_NETRESET.
    sed '/windows\.SIO_UDP_NETRESET/{n;s|if err != nil {|if err != nil \&\& err != syscall.Errno(10045) {|;}' \
        "$go_sources/$datagrams" >"$WINEPREFIX/overlay/fd_windows.go"
    printf '{"Replace": {"%s": "%s", "%s": "%s"}}\n' \
        "$go_sources/$deleting" "$WINEPREFIX/overlay/at_windows.go" \
        "$go_sources/$datagrams" "$WINEPREFIX/overlay/fd_windows.go" >"$WINEPREFIX/overlay.json"
}

prefix() {
    echo 'Making the Wine prefix of the tests.'
    wineboot --init >/dev/null 2>&1
    wineserver --wait
    x86_64-w64-mingw32-gcc -shared -Os -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
        "$here/bcryptprimitives.c" -ladvapi32
}

mkdir -p "$WINEPREFIX"
[ -e "$WINEPREFIX/ready" ] || prefix
overlay
touch "$WINEPREFIX/ready"
