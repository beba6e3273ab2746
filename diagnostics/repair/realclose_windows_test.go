package repair

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
	"retune/diagnostics/system/standin"
)

// desk is a person's Windows with a real process table, real windows, and a home of
// the test's own.
type desk struct {
	t       *testing.T
	home    string
	service *Service
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, home: t.TempDir()}
	environment := system.CurrentEnvironment()
	environment.Home = d.home
	environment.Variables["APPDATA"] = d.in("AppData", "Roaming")
	environment.Variables["LOCALAPPDATA"] = d.in("AppData", "Local")
	environment.Variables[standin.Variable] = standin.Polite // what a started one is
	finder := spotify.Finder{
		Environment: environment, Files: system.NewFiles(), Commands: system.NewCommands(environment),
		Processes: system.NewProcesses(), Registry: system.NewRegistry(), FileVersion: system.FileVersion,
	}
	d.service = NewService(Doors{
		Finder: finder, Now: time.Now, Hostname: os.Hostname,
		Quit: spotify.Quitter{Environment: environment, Files: finder.Files, Commands: finder.Commands}.Quit,
	})
	return d
}

func (d *desk) in(parts ...string) string {
	return filepath.Join(append([]string{d.home}, parts...)...)
}

func (d *desk) client() string { return d.in("AppData", "Roaming", "Spotify", "Spotify.exe") }

// puts lets the stand-in be at a place.
func (d *desk) puts(program string) {
	d.t.Helper()
	content, err := os.ReadFile(os.Args[0])
	if err != nil {
		d.t.Fatal(err)
	}
	d.write(program, content)
}

func (d *desk) write(path string, content []byte) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o700); err != nil {
		d.t.Fatal(err)
	}
}

// starts has a stand-in run from its place, and waits until it is what it shall be.
func (d *desk) starts(program, kind string, arguments ...string) *exec.Cmd {
	d.t.Helper()
	if _, err := os.Stat(program); err != nil {
		d.puts(program)
	}
	run := exec.Command(program, arguments...)
	run.Env = append(os.Environ(), standin.Variable+"="+kind)
	output, err := run.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	if line, _ := bufio.NewReader(output).ReadString('\n'); strings.TrimSpace(line) != standin.Ready {
		d.t.Fatalf("the stand-in says %q", line)
	}
	return run
}

// numbers returns the processes that run from a place.
func (d *desk) numbers(program string) []int {
	d.t.Helper()
	list, err := system.NewProcesses().List(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	var numbers []int
	for _, process := range list {
		if strings.EqualFold(process.Program, program) {
			numbers = append(numbers, process.PID)
		}
	}
	return numbers
}

func (d *desk) repairs(name diagnostics.RepairName) Outcome {
	d.t.Helper()
	plan, outcome, err := d.service.Plan(d.t.Context(), name, ignore)
	if err != nil || outcome.Result != "" {
		d.t.Fatalf("no plan: %+v, %v", outcome, err)
	}
	if outcome, err = d.service.Apply(d.t.Context(), plan, ignore); err != nil {
		d.t.Fatal(err)
	}
	return outcome
}

func TestARealSpotifyOfWindowsIsClosedAndItsTwinsLiveOn(t *testing.T) {
	for _, kind := range []string{standin.Polite, standin.Stubborn, standin.Tray} {
		t.Run(kind, func(t *testing.T) {
			d := newDesk(t)
			client := d.starts(d.client(), kind)
			d.starts(d.client(), standin.Bare, "--type=renderer")
			twins := []*exec.Cmd{
				d.starts(d.in("AppData", "Roaming", "Spotify", "spotifyd.exe"), standin.Polite),
				d.starts(d.in("AppData", "Roaming", "SpotifyX", "Spotify.exe"), standin.Polite),
			}
			ended := make(chan error, 1)
			go func() { ended <- client.Wait() }()
			begun := time.Now()
			if outcome := d.repairs(diagnostics.RepairClose); outcome.Result != Repaired {
				t.Fatalf("not closed: %+v", outcome)
			}
			if took := time.Since(begun); kind == standin.Tray && took > politePatience {
				t.Errorf("nobody could be asked, and yet it waited: %s", took)
			}
			if polite := <-ended == nil; polite != (kind == standin.Polite) {
				t.Errorf("it ended by itself: %t", polite)
			}
			if left := d.numbers(d.client()); len(left) > 0 {
				t.Errorf("still there are %v", left)
			}
			for _, twin := range twins {
				if !slices.Contains(d.numbers(twin.Path), twin.Process.Pid) {
					t.Errorf("%s is gone", twin.Path)
				}
			}
		})
	}
}

func TestARealSpotifyOfWindowsIsRestarted(t *testing.T) {
	d := newDesk(t)
	old := d.starts(d.client(), standin.Polite)
	go func() { _ = old.Wait() }()
	if outcome := d.repairs(diagnostics.RepairRestart); outcome.Result != Repaired {
		t.Fatalf("not restarted: %+v", outcome)
	}
	now := d.numbers(d.client())
	if len(now) != 1 || now[0] == old.Process.Pid {
		t.Errorf("running are %v; the old one was %d", now, old.Process.Pid)
	}
	if outcome := d.repairs(diagnostics.RepairClose); outcome.Result != Repaired {
		t.Errorf("what was started is not closed: %+v", outcome)
	}
}

func TestTheCacheOfWindowsIsClearedOnlyWhileSpotifyIsClosed(t *testing.T) {
	d := newDesk(t)
	song := d.in("AppData", "Local", "Spotify", "Data", "00", "a.file")
	download := d.in("AppData", "Local", "Spotify", "Storage", "b.file")
	d.write(song, []byte("a song"))
	d.write(download, []byte("a download"))
	d.starts(d.client(), standin.Polite)
	_, outcome, err := d.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
	if err != nil || outcome.Reason != ReasonRunning {
		t.Fatalf("while it runs: %+v, %v", outcome, err)
	}
	d.repairs(diagnostics.RepairClose)
	if outcome := d.repairs(diagnostics.RepairClearCache); outcome.Result != Repaired {
		t.Fatalf("not cleared: %+v", outcome)
	}
	if _, err := os.Stat(song); err == nil {
		t.Error("the song is still there")
	}
	if _, err := os.Stat(download); err != nil {
		t.Error(err)
	}
	if outcome, err := d.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("not brought back: %+v, %v", outcome, err)
	}
	if _, err := os.Stat(song); err != nil {
		t.Error(err)
	}
}
