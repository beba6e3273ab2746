//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"retune/diagnostics/system"
)

// takeSeat takes the seat of the window, or asks the window that has it to come
// forward. forward is called for each start that asks this one; leave makes room for the
// next. Where the desktop has no place to agree on it, every start has a seat.
func takeSeat(ctx context.Context, environment system.Environment, forward func()) (found seat, leave func()) {
	name := seatName(environment)
	if name == "" {
		return seatFree, func() {}
	}
	leave = func() {}
	lock := flock.New(name + ".lock")
	found = awaitSeat(ctx, func() seat {
		locked, err := lock.TryLock()
		switch {
		case err != nil:
			return seatFree
		case locked:
			leave = sit(ctx, lock, name+".socket", forward)
			return seatFree
		}
		return ask(ctx, name+".socket")
	})
	return found, leave
}

// seatName is the beginning of the names of the lock and the socket: in the session's
// own folder, which is gone with it, and one for each of its displays.
func seatName(environment system.Environment) string {
	folder, display := environment.Get("XDG_RUNTIME_DIR"), environment.Get("WAYLAND_DISPLAY")+environment.Get("DISPLAY")
	if environment.System == "darwin" {
		folder = environment.Get("TMPDIR") // is the user's own there
	}
	if !filepath.IsAbs(folder) {
		return ""
	}
	return filepath.Join(folder, "retune"+strings.ReplaceAll(display, "/", "-"))
}

// sit answers those who ask for the window until leave is called. The lock says who
// sits; a socket that somebody left behind when their program was killed says nothing.
func sit(ctx context.Context, lock *flock.Flock, socket string, forward func()) (leave func()) {
	_ = os.Remove(socket) //nolint:forbidigo // Retune's own, and nobody listens on it: the lock was free
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", socket)
	if err != nil { // then nobody can ask, and is told that this window does not answer
		return func() { _ = lock.Unlock() }
	}
	go func() {
		for {
			asking, err := listener.Accept()
			if err != nil {
				return
			}
			forward()
			_ = asking.Close()
		}
	}()
	return func() {
		_ = listener.Close()
		_ = lock.Unlock()
	}
}

// ask asks whoever sits to come forward. That they hang up is the answer; a connection that
// breaks was never taken, as where the other program is just being ended.
func ask(ctx context.Context, socket string) seat {
	connection, err := (&net.Dialer{Timeout: seatPatience}).DialContext(ctx, "unix", socket)
	if err != nil {
		return seatSilent
	}
	defer func() { _ = connection.Close() }()
	_ = connection.SetReadDeadline(time.Now().Add(seatPatience))
	if _, err := connection.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		return seatSilent
	}
	return seatTaken
}
