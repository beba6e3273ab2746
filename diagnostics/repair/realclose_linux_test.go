package repair

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// starts puts a program that waits at a place, and starts it there.
func starts(t *testing.T, program string) *exec.Cmd {
	t.Helper()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	from, err := os.Open(sleep)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	content, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(program), 0o700); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(program)
	if err := os.WriteFile(program, content, 0o700); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program, "60")
	run.Args[0] = "spotify" // twins share even the name
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	return run
}

func TestARealSpotifyIsClosedAndItsTwinsLiveOn(t *testing.T) {
	h := newHome(t)
	client := starts(t, h.in(launcherProgram))
	twins := []*exec.Cmd{
		starts(t, h.in("bin/spotify")), starts(t, h.in("bin/spotifyd")),
		starts(t, h.in(launcherProgram)+"-evil"),
	}
	doors := h.service.doors
	doors.Finder.Processes = system.NewProcesses()
	service := NewService(doors)
	plan, outcome, err := service.Plan(t.Context(), diagnostics.RepairClose, ignore)
	if err != nil || len(plan.Processes) != 1 || plan.Processes[0].PID != client.Process.Pid {
		t.Fatalf("planned are %+v: %+v, %v", plan.Processes, outcome, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- client.Wait() }()
	if outcome, err := service.Apply(t.Context(), plan, ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("not closed: %+v, %v", outcome, err)
	}
	if err := <-ended; err == nil {
		t.Error("it ended by itself")
	}
	list, err := system.NewProcesses().List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	alive := map[int]bool{}
	for _, process := range list {
		alive[process.PID] = true
	}
	for _, twin := range twins {
		if !alive[twin.Process.Pid] {
			t.Errorf("%s is gone", twin.Path)
		}
	}
}
