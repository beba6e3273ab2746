package repair

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

func (m *machine) restart(t *testing.T, start func(system.Command) error) Outcome {
	t.Helper()
	m.doors.Finder.Commands = &programs{find: func(p string) (string, error) { return p, nil }, start: start}
	m.service = NewService(m.doors)
	plan, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairRestart, ignore)
	if err != nil || outcome.Reason != ReasonNone {
		t.Fatalf("no plan: %+v, %v", outcome, err)
	}
	return m.apply(t, plan)
}

func TestRestarting(t *testing.T) {
	for name, line := range map[string]struct {
		start func(m *machine) error
		want  Reason
	}{
		"it comes up": {start: func(m *machine) error {
			time.AfterFunc(3*time.Second, func() { m.runs(9, m.in(launcherProgram)) })
			return nil
		}},
		"it comes up at the last moment": {start: func(m *machine) error {
			time.AfterFunc(startPatience-stayTime/2, func() { m.runs(9, m.in(launcherProgram)) })
			return nil
		}},
		"it comes up too late": {start: func(m *machine) error {
			time.AfterFunc(startPatience+time.Second, func() { m.runs(9, m.in(launcherProgram)) })
			return nil
		}, want: ReasonNotStarted},
		"it cannot be started": {start: func(*machine) error { return errors.New("moved") }, want: ReasonNotStarted},
		"it ends at once": {start: func(m *machine) error {
			c := m.runs(9, m.in(launcherProgram))
			time.AfterFunc(stayTime/2, c.end)
			return nil
		}, want: ReasonNotStarted},
		"nothing comes up": {start: func(*machine) error { return nil }, want: ReasonNotStarted},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMachine(t)
				m.spotify().hearsTerm = true
				outcome := m.restart(t, func(system.Command) error { return line.start(m) })
				if outcome.Reason != line.want {
					t.Errorf("got %+v, want %q", outcome, line.want)
				}
			})
		})
	}
}

func TestWhatCannotBeStartedIsNotClosed(t *testing.T) {
	m := newMachine(t)
	c := m.spotify()
	_, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairRestart, ignore)
	if err != nil || outcome.Result != Refused || outcome.Reason != ReasonNotStarted || c.terminated > 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
}

func TestWhatStartsAgainByItselfIsNotStartedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMachine(t)
		c := m.spotify()
		c.hearsTerm, c.hears = true, time.Second
		time.AfterFunc(time.Second, func() { m.runs(9, c.Program) })
		outcome := m.restart(t, func(system.Command) error {
			t.Error("it was started by Retune, too")
			return nil
		})
		if outcome.Result != Repaired {
			t.Errorf("got %+v", outcome)
		}
	})
}

// The program may be removed while the plan is shown: a running Spotify is worth more than
// one that was closed and cannot be started.
func TestAProgramThatIsGoneSinceThePlanLeavesWhatRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMachine(t)
		c := m.spotify()
		looked := 0
		m.doors.Finder.Commands = &programs{find: func(program string) (string, error) {
			if looked++; looked > 1 {
				return "", system.ErrNoProgram
			}
			return program, nil
		}}
		m.service = NewService(m.doors)
		plan, _, err := m.service.Plan(t.Context(), diagnostics.RepairRestart, ignore)
		if err != nil {
			t.Fatal(err)
		}
		outcome := m.apply(t, plan)
		if outcome.Result != Refused || outcome.Reason != ReasonNotStarted || c.gone() || c.terminated > 0 {
			t.Errorf("got %+v; it is gone: %t", outcome, c.gone())
		}
	})
}

func TestAnElevatedRetuneStartsSpotifyThroughTheDesktop(t *testing.T) {
	repair := restartRepair{closer{finder: spotify.Finder{
		Environment: system.Environment{System: "windows", Rights: system.RightsElevated},
		Commands:    &programs{find: func(p string) (string, error) { return p, nil }},
	}}}
	native := spotify.Install{Start: []system.Command{{Program: `C:\Spotify\Spotify.exe`}}}
	got, err := repair.startCommand(native)
	if err != nil || got.Program != "explorer.exe" || !slices.Equal(got.Arguments, []string{`C:\Spotify\Spotify.exe`}) {
		t.Errorf("it is started by %q, %v", got, err)
	}
}
