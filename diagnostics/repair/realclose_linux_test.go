package repair

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/system"
)

// putSleep copies a program that waits to a place.
func putSleep(t *testing.T, place string) {
	t.Helper()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(sleep)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(place) // what is there already would keep its mode
	if err := os.WriteFile(place, content, 0o755); err != nil {
		t.Fatal(err)
	}
}

// starts copies a program that waits to a place, and starts it there.
func starts(t *testing.T, program string) *exec.Cmd {
	t.Helper()
	putSleep(t, program)
	run := exec.Command(program, "60")
	run.Args[0] = "spotify" // even its name is Spotify's
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
