//go:build linux

package system

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// child starts a process of the test's own and returns it as the table lists it.
func child(t *testing.T) (Process, *exec.Cmd) {
	t.Helper()
	run := exec.Command("sleep", "60")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	list, err := NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p Process) bool { return p.PID == run.Process.Pid })
	if i < 0 {
		t.Fatal("the child is not listed")
	}
	return list[i], run
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

func TestAChildIsListed(t *testing.T) {
	process, _ := child(t)
	if !process.Mine || process.Parent != os.Getpid() || process.Program == "" || process.Started == 0 {
		t.Errorf("listed as %+v", process)
	}
	if !slices.Equal(process.Arguments, []string{"sleep", "60"}) {
		t.Errorf("its arguments are %q", process.Arguments)
	}
	if process.Age < 0 || process.Age > time.Minute {
		t.Errorf("its age is %s", process.Age)
	}
}

func TestSignalsReachTheHeldProcess(t *testing.T) {
	for name, signal := range map[string]func(Handle) error{"terminate": Handle.Terminate, "kill": Handle.Kill} {
		t.Run(name, func(t *testing.T) {
			process, _ := child(t)
			handle := opened(t, process)
			if err := signal(handle); err != nil {
				t.Fatal(err)
			}
			if err := handle.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := signal(handle); !errors.Is(err, ErrGone) {
				t.Errorf("a second signal gives %v", err)
			}
		})
	}
}

func TestOpenRefusesEveryProcessButTheListedOne(t *testing.T) {
	process, run := child(t)
	change := map[string]func(*Process){
		"started at another time": func(p *Process) { p.Started++ },
		"another program":         func(p *Process) { p.Program += "d" },
		"no such number":          func(p *Process) { p.PID = 1 << 30 },
	}
	for name, change := range change {
		other := process
		change(&other)
		if _, err := NewProcesses().Open(other); err == nil {
			t.Errorf("%s: it was opened", name)
		} else if name != "no such number" && !errors.Is(err, ErrGone) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait()
	if _, err := NewProcesses().Open(process); !errors.Is(err, ErrGone) {
		t.Errorf("an ended process gives %v", err)
	}
}

// Only what the kernel wrote down when a process began tells it from others: how old it
// seems depends on clocks, and those are set.
func TestAClockThatWasSetDoesNotMoveAProcess(t *testing.T) {
	process, _ := child(t)
	const year = 365 * 24 * time.Hour
	for _, set := range []time.Duration{-2 * year, 2 * year} {
		process.Age += set
		opened(t, process)
	}
}

// Nobody has asked yet how it ended: it has a number, and runs no more.
func TestAZombieIsGone(t *testing.T) {
	process, run := child(t)
	held := opened(t, process)
	if err := run.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := held.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := NewProcesses().Open(process); !errors.Is(err, ErrGone) {
		t.Errorf("opening it gives %v", err)
	}
	if err := held.Kill(); !errors.Is(err, ErrGone) {
		t.Errorf("ending it gives %v", err)
	}
	list, err := NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(list, func(p Process) bool { return p.PID == process.PID }) {
		t.Error("it is listed")
	}
}

func TestRetuneAndItsParentsAreKnown(t *testing.T) {
	list, err := NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, process := range list {
		own := process.PID == os.Getpid() || process.PID == os.Getppid()
		if own && !process.Own {
			t.Errorf("%+v is not known", process)
		}
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
		killed := time.Now()
		if err := run.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		best = min(best, (<-waited).Sub(killed))
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

func TestAProcessThatWasHaltedIsListedAsStopped(t *testing.T) {
	process, run := child(t)
	if process.Stopped {
		t.Error("one that runs is listed as stopped")
	}
	if err := run.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(process.PID, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatalf("it is not halted: %v, %v", status, err)
	}
	list, err := NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(list, func(p Process) bool { return p.PID == process.PID && p.Stopped }) {
		t.Error("one that was halted is not listed as stopped")
	}
}

func FuzzStartTicks(f *testing.F) {
	f.Add("1 (a) b) S 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 12345 0 0")
	f.Add("1 (a")
	f.Fuzz(func(t *testing.T, stat string) {
		if _, err := startTicks(stat); err == nil && len(stat) < 20 {
			t.Errorf("%q has 22 fields", stat)
		}
	})
}
