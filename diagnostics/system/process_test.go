//go:build linux

package system

import (
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

// child starts a process and returns it as listed in the table.
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
	return listed(t, run.Process.Pid), run
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

// Only what the kernel recorded at its start identifies a process: its apparent age depends
// on clocks, which can be set.
func TestAClockThatWasSetDoesNotMoveAProcess(t *testing.T) {
	process, _ := child(t)
	const year = 365 * 24 * time.Hour
	for _, set := range []time.Duration{-2 * year, 2 * year} {
		process.Age += set
		opened(t, process)
	}
}

// Nobody has waited for it yet: it has an ID but is not running.
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
	if !listed(t, process.PID).Stopped {
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
