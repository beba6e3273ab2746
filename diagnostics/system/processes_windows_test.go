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

// child starts a process that does nothing, and returns it as listed in the table.
func child(t *testing.T) (Process, *exec.Cmd) {
	t.Helper()
	return standsIn(t, standin.Bare)
}

// standsIn starts a stand-in and returns it as listed in the table.
func standsIn(t *testing.T, kind string) (Process, *exec.Cmd) {
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

func TestAChildIsListed(t *testing.T) {
	process, _ := child(t)
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
	process, run := standsIn(t, standin.Polite)
	twin, _ := standsIn(t, standin.Polite)
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
			process, _ := standsIn(t, kind)
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
	stuck, _ := standsIn(t, standin.Stuck)
	fine, _ := standsIn(t, standin.Stubborn)
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
