#!/bin/sh
# Makes this computer ready to build or to test Retune:
#
#     tools/setup.sh build    a C compiler, the headers of the window, Go
#     tools/setup.sh test     the same, and a screen, a network and a desktop to test in
#     tools/setup.sh windows  the same, and a compiler and a Wine for Windows' programs
#
# What is there stays as it is and costs no time. What is missing comes from the
# system's own package manager, with sudo only where it must; where that cannot be
# done, the last lines say what to install by hand.
set -eu

go_least=1.26

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# can_compile_windows builds the smallest program with everything that Fyne's window needs.
can_compile_windows() {
    has cc && has pkg-config && pkg-config --exists gl wayland-client || return 1
    cc -x c - -o /dev/null -lGL -lX11 -lXrandr -lXxf86vm -lXi -lXcursor -lXinerama \
        -lwayland-client -lwayland-cursor -lwayland-egl -lxkbcommon 2>/dev/null <<'C'
#include <GL/gl.h>
#include <X11/Xcursor/Xcursor.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/Xinerama.h>
#include <X11/extensions/Xrandr.h>
#include <X11/extensions/xf86vmode.h>
#include <wayland-client.h>
#include <wayland-cursor.h>
#include <wayland-egl.h>
#include <xkbcommon/xkbcommon.h>
int main(void) { return 0; }
C
}

can_test() {
    for tool in Xvfb openbox xdotool import dbus-daemon dbus-run-session ip ss nft \
        dnsmasq tinyproxy nginx gsettings dpkg-deb flatpak xdg-open unshare setpriv shellcheck; do
        has "$tool" || return 1
    done
}

can_test_windows() {
    has x86_64-w64-mingw32-gcc && has wine && has wineboot && has wineserver
}

# packages prints what one package manager calls the things that $1 needs.
packages() {
    case "$2" in
    apt-get)
        build='gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev libwayland-dev'
        test='xvfb openbox xdotool dbus imagemagick iproute2 nftables dnsmasq-base tinyproxy-bin nginx libglib2.0-bin gsettings-desktop-schemas dpkg flatpak xdg-utils util-linux libgl1-mesa-dri shellcheck'
        windows='gcc-mingw-w64-x86-64 wine wine64'
        go=golang-go
        ;;
    dnf)
        build='gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel libxkbcommon-devel wayland-devel'
        test='xorg-x11-server-Xvfb openbox xdotool dbus-daemon ImageMagick iproute nftables dnsmasq tinyproxy nginx glib2 gsettings-desktop-schemas dpkg flatpak xdg-utils util-linux mesa-dri-drivers ShellCheck'
        windows='mingw64-gcc wine'
        go=golang
        ;;
    pacman)
        build='gcc pkgconf libglvnd libxcursor libxrandr libxinerama libxi libxxf86vm libxkbcommon wayland'
        test='xorg-server-xvfb openbox xdotool dbus imagemagick iproute2 nftables dnsmasq tinyproxy nginx glib2 gsettings-desktop-schemas dpkg flatpak xdg-utils util-linux mesa shellcheck'
        windows='mingw-w64-gcc wine'
        go=go
        ;;
    zypper)
        build='gcc pkg-config Mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel libxkbcommon-devel wayland-devel'
        test='xorg-x11-server-Xvfb openbox xdotool dbus-1-daemon ImageMagick iproute2 nftables dnsmasq tinyproxy nginx glib2-tools gsettings-desktop-schemas dpkg flatpak xdg-utils util-linux Mesa-dri ShellCheck'
        windows='mingw64-cross-gcc wine'
        go=go
        ;;
    esac
    case "$1" in
    build) echo "$build" ;;
    test) echo "$build $test" ;;
    windows) echo "$windows" ;;
    go) echo "$go" ;;
    esac
}

manager() {
    for name in apt-get dnf pacman zypper; do
        if has "$name"; then
            echo "$name"
            return
        fi
    done
}

# keep_servers_off has Debian not start the servers that it installs: only the tests do, in
# networks of their own. (The system asks this file; the Debian Policy Manual describes it.)
keep_servers_off() {
    policy=/usr/sbin/policy-rc.d
    [ ! -e "$policy" ] || return 0
    trap '$rights rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' | $rights tee "$policy" >/dev/null
    $rights chmod 755 "$policy"
}

# install_packages installs what $1 needs, after the reason in $2.
install_packages() {
    with=$(manager)
    [ -n "$with" ] || stop "$2" \
        "This system's package manager is not one that Retune knows. Please install: $(packages "$1" apt-get) (Debian's names)."
    list=$(packages "$1" "$with")
    case "$with" in
    apt-get) command="apt-get install -y --no-install-recommends $list" ;;
    dnf) command="dnf install -y $list" ;;
    pacman) command="pacman -S --needed --noconfirm $list" ;;
    zypper) command="zypper --non-interactive install $list" ;;
    esac
    if [ "$(id -u)" -eq 0 ]; then
        rights=''
    elif has sudo; then
        rights='sudo'
    else
        stop "$2" "There is no sudo here. Please run this as an administrator, then try again:" "  $command"
    fi
    say "$2 Installing it: $rights $command"
    if [ "$with" = apt-get ]; then
        export DEBIAN_FRONTEND=noninteractive
        # An old list is no reason to stop: the installation itself will tell.
        $rights apt-get update -qq || say "The list of packages could not be refreshed; going on with the one that is there."
        keep_servers_off
    fi
    # The words of $command are separate arguments on purpose.
    # shellcheck disable=SC2086
    $rights $command >&2 || stop "The installation did not work. Please run it yourself to see why:" "  $rights $command"
}

setup_linux() {
    can_compile_windows || install_packages build "A C compiler or the headers of the window are missing."
    can_compile_windows || stop "The C compiler or the headers of the window are still missing after the installation." \
        "Needed are these packages: $(packages build "$(manager)")"
    has go || install_packages go "Go is missing."
    if [ "$1" != build ]; then
        can_test || install_packages test "The tests need a screen and a network of their own."
        can_test || stop "The tests still lack something after the installation." \
            "Needed are these packages: $(packages test "$(manager)")"
    fi
    if [ "$1" = windows ]; then
        can_test_windows || install_packages windows "The tests of Windows' programs need a compiler and Wine."
        can_test_windows || stop "The tests of Windows' programs still lack something after the installation." \
            "Needed are these packages: $(packages windows "$(manager)")"
    fi
}

setup_macos() {
    xcode-select -p >/dev/null 2>&1 || stop "Apple's command line tools are missing. Please install them, then try again:" \
        "  xcode-select --install"
    has go || stop "Go is missing. Please install it from https://go.dev/dl/ or with: brew install go"
}

setup_windows() {
    has gcc || stop "A C compiler is missing. Please install MSYS2 from https://www.msys2.org, then in its window:" \
        "  pacman -S --needed mingw-w64-ucrt-x86_64-gcc make" \
        "and add C:\\msys64\\ucrt64\\bin to PATH."
    has go || stop "Go is missing. Please install it from https://go.dev/dl/"
}

# check_go lets Go choose its version as go.mod asks; newer ones fetch what they lack.
check_go() {
    version=$(go env GOVERSION 2>/dev/null | sed 's/^go//')
    older=$(printf '%s\n%s\n' "$go_least" "${version:-0}" | sort -t. -k1,1n -k2,2n | head -n 1)
    [ "$older" = "$go_least" ] || stop \
        "Retune needs Go $go_least or newer; this computer has $(GOTOOLCHAIN=local go version 2>/dev/null || echo none)." \
        "Please install a newer one from https://go.dev/dl/ and try again."
}

wants=${1:-build}
cd "$(dirname "$0")/.."
case "$(uname -s)" in
Linux) setup_linux "$wants" ;;
Darwin) setup_macos ;;
MINGW* | MSYS* | CYGWIN*) setup_windows ;;
*) say "Retune knows Linux, macOS and Windows; this is $(uname -s). Trying all the same." ;;
esac
check_go
