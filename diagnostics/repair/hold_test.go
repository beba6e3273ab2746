package repair

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/synctest"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

func TestWhatCannotBeHeldIsNotClosed(t *testing.T) {
	for name, line := range map[string]struct {
		err  error
		want Reason
	}{
		"the system protects it":       {fmt.Errorf("hold: %w", fs.ErrPermission), ReasonNotAllowed},
		"the system has no hold on it": {fmt.Errorf("hold: %w", errors.ErrUnsupported), ReasonNotOnThisSystem},
		"the system would not say":     {errors.New("out of handles"), ReasonProcessesUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			first, second := m.spotify(), m.runs(8, m.in(launcherProgram))
			open := m.processes.open
			m.processes.open = func(listed system.Process) (system.Handle, error) {
				if listed.PID == second.PID {
					return nil, line.err
				}
				return open(listed)
			}
			outcome, _ := m.close(t)
			if outcome.Result != Refused || outcome.Reason != line.want {
				t.Errorf("got %+v, want %s", outcome, line.want)
			}
			if first.terminated+first.killed > 0 {
				t.Error("the other process was signalled all the same")
			}
		})
	}
}

// Closing an ancestor of Retune could end Retune in the middle of its work.
func TestWhatRetuneWasStartedFromIsLeftAlone(t *testing.T) {
	for _, name := range []diagnostics.RepairName{diagnostics.RepairClose, diagnostics.RepairRestart} {
		m := newMachine(t)
		c := m.spotify()
		c.Own = true
		_, outcome, err := m.service.Plan(t.Context(), name, ignore)
		if err != nil || outcome.Result != Refused || outcome.Reason != ReasonStartedBySpotify {
			t.Errorf("%s: got %+v, %v", name, outcome, err)
		}
	}
}

func TestATableThatCannotBeReadIsARefusal(t *testing.T) {
	for _, name := range []diagnostics.RepairName{
		diagnostics.RepairClose, diagnostics.RepairRestart, diagnostics.RepairClearCache,
	} {
		m := newMachine(t)
		m.processes.list = func() ([]system.Process, error) { return nil, errors.New("no table here") }
		_, outcome, err := m.service.Plan(t.Context(), name, ignore)
		if err != nil || outcome.Result != Refused || outcome.Reason != ReasonProcessesUnreadable {
			t.Errorf("%s: got %+v, %v", name, outcome, err)
		}
	}
}

// A sandbox is ended as a whole, once, and only if something in it does not react.
func TestASandboxIsEndedOnceAndOnlyByForce(t *testing.T) {
	for name, line := range map[string]struct {
		hears bool
		want  []string
	}{
		"it reacts":         {true, nil},
		"it does not react": {false, []string{"flatpak kill com.spotify.Client"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMachine(t)
				end := spotify.Quit{End: system.Command{Program: "flatpak", Arguments: []string{"kill", "com.spotify.Client"}}}
				var running []spotify.Running
				for pid := range 3 {
					c := m.runs(pid, "/app/extra/share/spotify/spotify")
					c.hearsTerm = line.hears
					running = append(running, spotify.Running{Process: c.Process, Main: true, Quit: end})
				}
				var ran []string
				m.doors.Finder.Commands = &programs{output: func(command system.Command) ([]byte, error) {
					ran = append(ran, command.String())
					return nil, nil
				}}
				closing := closer{finder: m.doors.Finder, quit: func(context.Context, []spotify.Running) error { return spotify.ErrNoPlayer }}
				if err := closing.close(t.Context(), spotify.Survey{Running: running}, ignore); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(ran, line.want) {
					t.Errorf("ran %q, want %q", ran, line.want)
				}
			})
		})
	}
}
