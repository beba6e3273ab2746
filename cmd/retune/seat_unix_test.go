//go:build unix

package main

import (
	"context"
	"net"
	"path/filepath"
	"testing"
	"time"

	"retune/diagnostics/system"
)

func TestOneWindowHasTheSeatAndHearsOfTheNextStart(t *testing.T) {
	desktop := system.Environment{System: "linux", Variables: map[string]string{"XDG_RUNTIME_DIR": t.TempDir(), "DISPLAY": ":0"}}
	heard := make(chan struct{}, 1)
	first, leave := takeSeat(t.Context(), desktop, func() { heard <- struct{}{} })
	if first != seatFree {
		t.Fatalf("the first start found %d", first)
	}
	if second, _ := takeSeat(t.Context(), desktop, nil); second != seatTaken {
		t.Errorf("the second start found %d", second)
	}
	<-heard
	elsewhere := desktop
	elsewhere.Variables = map[string]string{"XDG_RUNTIME_DIR": desktop.Get("XDG_RUNTIME_DIR"), "DISPLAY": ":1"}
	if other, leave := takeSeat(t.Context(), elsewhere, nil); other != seatFree {
		t.Errorf("on another display it found %d", other)
	} else {
		leave()
	}
	time.AfterFunc(seatPause, leave) // its window is being closed
	if third, leave := takeSeat(t.Context(), desktop, nil); third == seatSilent {
		t.Error("the third start found nobody to ask, and no seat")
	} else {
		leave()
	}
}

// A program that is just ending may still be listening without ever accepting.
func TestWhoIsNotTakenFindsNobody(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "socket")
	listener, err := new(net.ListenConfig).Listen(t.Context(), "unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(seatPause, func() { _ = listener.Close() })
	if found := ask(t.Context(), socket); found != seatSilent {
		t.Errorf("found %d", found)
	}
}

func TestASeatThatNobodyAnswersForIsNotWaitedForLong(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), seatPause)
	defer cancel()
	if found := awaitSeat(ctx, func() seat { return seatSilent }); found != seatSilent {
		t.Errorf("found %d", found)
	}
}

func TestWithoutAPlaceToAgreeOnEveryStartHasASeat(t *testing.T) {
	for name, environment := range map[string]system.Environment{
		"no session":      {System: "linux"},
		"a relative path": {System: "linux", Variables: map[string]string{"XDG_RUNTIME_DIR": "run"}},
		"not there":       {System: "linux", Variables: map[string]string{"XDG_RUNTIME_DIR": t.TempDir() + "/gone"}},
	} {
		for range 2 {
			if found, _ := takeSeat(t.Context(), environment, nil); found != seatFree {
				t.Errorf("%s: found %d", name, found)
			}
		}
	}
	if mac := seatName(system.Environment{System: "darwin", Variables: map[string]string{"TMPDIR": "/var/folders/x/T/"}}); mac != "/var/folders/x/T/retune" {
		t.Errorf("macOS' is %q", mac)
	}
}
