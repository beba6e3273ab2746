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

// takeSeat takes the seat, or asks the window that has it to come to the front. forward is
// called for each process that asks this one to; leave gives up the seat. If there is no
// folder in which processes could coordinate, each one gets a seat.
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

// seatName is the prefix of the names of the lock and the socket. They are in the session's
// own folder, which is deleted with the session, and are different for each of its displays.
func seatName(environment system.Environment) string {
	folder, display := environment.Get("XDG_RUNTIME_DIR"), environment.Get("WAYLAND_DISPLAY")+environment.Get("DISPLAY")
	if environment.System == "darwin" {
		folder = environment.Get("TMPDIR") // on this system it belongs to the user
	}
	if !filepath.IsAbs(folder) {
		return ""
	}
	return filepath.Join(folder, "retune"+strings.ReplaceAll(display, "/", "-"))
}

// sit answers requests for the window until leave is called. The lock tells who has the seat;
// a leftover socket of a killed process means nothing.
func sit(ctx context.Context, lock *flock.Flock, socket string, forward func()) (leave func()) {
	_ = os.Remove(socket) //nolint:forbidigo // Retune's own, and unused because the lock was free
	listener, err := new(net.ListenConfig).Listen(ctx, "unix", socket)
	if err != nil { // then other processes conclude that this window does not respond
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

// ask asks the process that has the seat to come to the front. A regular close of the
// connection is the answer; a connection that breaks was never accepted, such as when the
// other process is just ending.
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
