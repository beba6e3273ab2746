//go:build linux || windows

package system

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"
)

// These tests are the same on every system on which a process can be held; child is
// system-specific.

// listed returns a process as listed in the table.
func listed(t *testing.T, pid int) Process {
	t.Helper()
	list, err := NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p Process) bool { return p.PID == pid })
	if i < 0 {
		t.Fatalf("process %d is not listed", pid)
	}
	return list[i]
}

func opened(t *testing.T, process Process) Handle {
	t.Helper()
	handle, err := NewProcesses().Open(process)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = handle.Close() })
	return handle
}

func TestOpenRefusesEveryProcessButTheListedOne(t *testing.T) {
	process, run := child(t)
	for name, change := range map[string]func(*Process){
		"started at another time": func(p *Process) { p.Started++ },
		"another program":         func(p *Process) { p.Program += "x" },
		"no such number":          func(p *Process) { p.PID = 1 << 30 },
		"the next number":         func(p *Process) { p.PID++ }, // Windows rounds it down
	} {
		other := process
		change(&other)
		if _, err := NewProcesses().Open(other); !errors.Is(err, ErrGone) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	held := opened(t, process)
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	// While it is held, its ID still leads to what is left of it.
	if _, err := NewProcesses().Open(process); !errors.Is(err, ErrGone) {
		t.Errorf("an ended process gives %v", err)
	}
	if err := held.Kill(); !errors.Is(err, ErrGone) {
		t.Errorf("ending it again gives %v", err)
	}
}

func TestAnEndIsNoticedAtOnce(t *testing.T) {
	best := time.Hour
	for range 5 {
		process, run := child(t)
		handle := opened(t, process)
		waited := make(chan time.Time, 1)
		go func() {
			_ = handle.Wait(context.WithoutCancel(t.Context()))
			waited <- time.Now()
		}()
		if err := run.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = run.Wait()
		ended := time.Now()
		best = min(best, (<-waited).Sub(ended))
	}
	if best > 10*time.Millisecond {
		t.Errorf("it took at least %s", best)
	}
}

func TestAWaitEndsWithItsContextAndLeavesTheNextOneAlone(t *testing.T) {
	process, run := child(t)
	handle := opened(t, process)
	for range 100 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if err := handle.Wait(ctx); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := handle.Wait(t.Context()); err != nil {
		t.Errorf("the next wait gives %v", err)
	}
}
