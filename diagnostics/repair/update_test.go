package repair

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// flatpakHome is a user whose Spotify is a per-user Flatpak, and what happens when its update
// is run.
type flatpakHome struct {
	*home
	version string
	ran     []string
	run     system.Run
}

const flatpakProgram = ".local/share/flatpak/app/com.spotify.Client/current/active/files/extra/share/spotify/spotify"

func newFlatpakHome(t *testing.T) *flatpakHome {
	t.Helper()
	h := &flatpakHome{home: newHome(t), version: "1.2.80.100"}
	h.uninstall(t)
	h.write(t, flatpakProgram, "the program")
	h.run = func(_ context.Context, _ system.Command, said func(string)) error {
		said("Updating com.spotify.Client")
		h.version = "1.2.92.147"
		return nil
	}
	h.service = NewService(Doors{
		Finder: spotify.Finder{
			Environment: system.Environment{System: "linux", Home: h.path},
			Files:       system.NewFiles(), Commands: h.flatpak(), Processes: h.processes,
		},
		Now: h.clock,
		Run: func(ctx context.Context, command system.Command, said func(string)) error {
			h.ran = append(h.ran, command.String())
			return h.run(ctx, command, said)
		},
	})
	return h
}

// flatpak is a computer with Flatpak, which knows Spotify's version.
func (h *flatpakHome) flatpak() *programs {
	return &programs{
		find: func(program string) (string, error) {
			if program != "flatpak" {
				return "", system.ErrNoProgram
			}
			return "/usr/bin/flatpak", nil
		},
		output: func(system.Command) ([]byte, error) { return []byte("Version: " + h.version + "\n"), nil },
	}
}

func (h *flatpakHome) update(t *testing.T) (Outcome, []string) {
	t.Helper()
	plan, outcome, err := h.service.Plan(t.Context(), diagnostics.RepairUpdate, ignore)
	if err != nil || outcome.Result != "" {
		t.Fatalf("no plan: %+v, %v", outcome, err)
	}
	if want := []string{"flatpak update --user --noninteractive --assumeyes com.spotify.Client"}; !slices.Equal(plan.Commands, want) || plan.Administrator || plan.Undo {
		t.Fatalf("%+v", plan)
	}
	var told []string
	outcome, err = h.service.Apply(t.Context(), plan, func(p Progress) {
		if p.Phase == PhaseRunning {
			told = append(told, p.Line)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(h.ran, plan.Commands) {
		t.Errorf("planned %q, run %q", plan.Commands, h.ran)
	}
	return outcome, told
}

func TestUpdateRunsTheChannelsCommandAndShowsWhatItSays(t *testing.T) {
	h := newFlatpakHome(t)
	before := picture(t, h.path)
	outcome, told := h.update(t)
	if outcome.Result != Repaired || !slices.Contains(told, "Updating com.spotify.Client") {
		t.Errorf("%+v, told %q", outcome, told)
	}
	same(t, before, picture(t, h.path))
}

func TestUpdateSaysWhereThereIsNothingNewer(t *testing.T) {
	h := newFlatpakHome(t)
	h.run = func(context.Context, system.Command, func(string)) error { return nil }
	if outcome, _ := h.update(t); outcome.Result != NothingToDo || outcome.Reason != ReasonNewest {
		t.Errorf("%+v", outcome)
	}
}

func TestUpdateSaysWhatTheCommandSaidLast(t *testing.T) {
	h := newFlatpakHome(t)
	h.run = func(_ context.Context, _ system.Command, said func(string)) error {
		said("error: no space left")
		return &system.ExitError{Command: "flatpak", Status: 1}
	}
	outcome, _ := h.update(t)
	if outcome.Result != StillBroken || outcome.Reason != ReasonCommandFailed || outcome.Args["Said"] != "error: no space left" {
		t.Errorf("%+v", outcome)
	}
}

func TestUpdateIsRefusedWhereItCannotBe(t *testing.T) {
	for want, scene := range map[Reason]func(h *flatpakHome){
		ReasonRunning: func(h *flatpakHome) {
			h.processes.list = func() ([]system.Process, error) {
				return []system.Process{{PID: 7, Program: "/app/extra/share/spotify/spotify", Mine: true}}, nil
			}
		},
		ReasonUpdatesItself: func(h *flatpakHome) {
			if err := os.Rename(h.in(flatpakProgram), h.in(launcherProgram)); err != nil {
				t.Fatal(err)
			}
		},
		ReasonNoInstall: func(h *flatpakHome) {
			if err := os.Remove(h.in(flatpakProgram)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		h := newFlatpakHome(t)
		scene(h)
		_, outcome, err := h.service.Plan(t.Context(), diagnostics.RepairUpdate, ignore)
		if err != nil || outcome.Reason != want {
			t.Errorf("%+v, %v, want %s", outcome, err, want)
		}
	}
}

// updater is the repair of a computer with some programs.
func updater(environment system.Environment, run system.Run, has ...string) updateRepair {
	finder := spotify.Finder{Environment: environment, Commands: &programs{find: func(program string) (string, error) {
		if slices.Contains(has, program) {
			return "/usr/bin/" + program, nil
		}
		return "", system.ErrNoProgram
	}}}
	return updateRepair{keeper: keeper{closer: closer{finder: finder}}, run: run}
}

func TestAnAdministratorIsAskedForTheCommandAlone(t *testing.T) {
	if os.Getuid() == 0 {
		if command, err := updater(system.Environment{System: "linux"}, nil, "snap").raised(system.Command{Program: "snap"}); err != nil || command.Program != "snap" {
			t.Errorf("root itself: %v, %v", command, err)
		}
		return
	}
	desktop := system.Environment{System: "linux", Variables: map[string]string{"DISPLAY": ":0"}}
	command, err := updater(desktop, nil, "snap", pkexec, sudo).raised(system.Command{Program: "snap", Arguments: []string{"refresh", "spotify"}})
	if err != nil || command.String() != "pkexec /usr/bin/snap refresh spotify" {
		t.Errorf("%v, %v", command, err)
	}
	if _, err := updater(desktop, nil, "snap").raised(system.Command{Program: "snap"}); err == nil {
		t.Error("nobody could be asked, and it would run")
	}
}

func TestNobodyAgreesToBeTheAdministrator(t *testing.T) {
	for _, status := range []int{pkexecDismissed, pkexecRefused} {
		run := func(context.Context, system.Command, func(string)) error {
			return &system.ExitError{Command: pkexec, Status: status}
		}
		asked := system.Command{Program: pkexec, Arguments: []string{"/usr/bin/snap", "refresh", "spotify"}}
		err := updater(system.Environment{System: "linux"}, run).carryOut(t.Context(), asked, true, ignore)
		outcome, stopped := Conclude(diagnostics.RepairUpdate, err)
		if stopped != nil || outcome.Result != Refused || outcome.Reason != ReasonNeedsAdministrator || !strings.Contains(outcome.Args["Command"].(string), "snap") {
			t.Errorf("%+v, %v", outcome, stopped)
		}
	}
}

// A running package manager must not be interrupted.
func TestAnAdministratorsCommandIsWaitedFor(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	run := func(ctx context.Context, _ system.Command, _ func(string)) error {
		stop()
		return ctx.Err()
	}
	r := updater(system.Environment{System: "linux"}, func(ctx context.Context, command system.Command, said func(string)) error {
		if err := run(ctx, command, said); err != nil {
			t.Errorf("it was stopped: %v", err)
		}
		return nil
	})
	if err := r.carryOut(ctx, system.Command{Program: sudo}, false, ignore); err == nil {
		t.Error("what comes after it would go on")
	}
}
