package system

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics/system/standin"
)

func TestMain(m *testing.M) {
	standin.Main()
	os.Exit(m.Run())
}

// child starts a stand-in and returns it as the table lists it.
func child(t *testing.T, kind string) (Process, *exec.Cmd) {
	t.Helper()
	run := exec.Command(os.Args[0], "--type=a role", "")
	run.Env = append(os.Environ(), standin.Variable+"="+kind)
	output, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	if line, _ := bufio.NewReader(output).ReadString('\n'); strings.TrimSpace(line) != standin.Ready {
		t.Fatalf("the stand-in says %q", line)
	}
	return listed(t, run.Process.Pid), run
}

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

func TestAChildIsListed(t *testing.T) {
	process, _ := child(t, standin.Bare)
	own := listed(t, os.Getpid())
	if !own.Own || !own.Mine || own.Program != process.Program || own.Started > process.Started {
		t.Errorf("this program is listed as %+v", own)
	}
	if !process.Mine || process.Own || process.Parent != os.Getpid() || process.Age > time.Minute {
		t.Errorf("the child is listed as %+v", process)
	}
	if len(process.Arguments) == 0 || !slices.Equal(process.Arguments[1:], []string{"--type=a role", ""}) {
		t.Errorf("its arguments are %q", process.Arguments)
	}
}

func TestAWindowIsClosedPolitely(t *testing.T) {
	process, run := child(t, standin.Polite)
	twin, _ := child(t, standin.Polite)
	handle := opened(t, process)
	if err := handle.Terminate(); err != nil {
		t.Fatal(err)
	}
	if err := handle.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := run.Wait(); err != nil {
		t.Errorf("it did not end by itself: %v", err)
	}
	if err := errors.Join(handle.Terminate(), handle.Kill()); !errors.Is(err, ErrGone) {
		t.Errorf("once more gives %v", err)
	}
	if again := listed(t, twin.PID); again.Started != twin.Started {
		t.Errorf("the twin became %+v", again)
	}
}

func TestWhatCannotBeClosedIsEndedThroughItsHandle(t *testing.T) {
	for kind, want := range map[string]error{standin.Stubborn: nil, standin.Tray: ErrDeaf, standin.Bare: ErrDeaf} {
		t.Run(kind, func(t *testing.T) {
			process, _ := child(t, kind)
			handle := opened(t, process)
			if err := handle.Terminate(); !errors.Is(err, want) {
				t.Errorf("asked, it gives %v; want %v", err, want)
			}
			short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			if err := handle.Wait(short); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("it should still be there: %v", err)
			}
			if err := handle.Kill(); err != nil {
				t.Fatal(err)
			}
			if err := handle.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAWindowThatDoesNotAnswerIsNoticed(t *testing.T) {
	stuck, _ := child(t, standin.Stuck)
	fine, _ := child(t, standin.Stubborn)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for !listed(t, stuck.PID).Stopped {
		select {
		case <-ctx.Done():
			t.Fatal("it is not said to be stuck")
		case <-time.After(100 * time.Millisecond):
		}
	}
	if listed(t, fine.PID).Stopped {
		t.Error("one that looks at its messages is said to be stuck")
	}
}

func TestOpenRefusesEveryProcessButTheListedOne(t *testing.T) {
	process, run := child(t, standin.Bare)
	for name, change := range map[string]func(*Process){
		"started at another time": func(p *Process) { p.Started++ },
		"another program":         func(p *Process) { p.Program += "x" },
		"no such number":          func(p *Process) { p.PID = 1 << 30 },
		"the number before":       func(p *Process) { p.PID++ }, // Windows rounds it down
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
	// As long as it is held, its number still leads to what is left of it.
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
		process, run := child(t, standin.Bare)
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
	process, run := child(t, standin.Bare)
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
