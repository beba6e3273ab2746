package repair

import (
	"context"
	"strings"
	"testing"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

const mistake = "index out of range"

func TestACrashInAPlanChangesNothing(t *testing.T) {
	m := newMachine(t)
	m.processes.list = func() ([]system.Process, error) { panic(mistake) }
	_, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairClose, ignore)
	if err != nil || outcome.Result != Refused || outcome.Reason != ReasonCrashed || outcome.Args["Panic"] != mistake {
		t.Errorf("got %+v, %v", outcome, err)
	}
}

func TestACrashInARepairEndsTheRepairAlone(t *testing.T) {
	m := newMachine(t)
	client := m.spotify()
	plan, _, err := m.service.Plan(t.Context(), diagnostics.RepairClose, ignore)
	if err != nil {
		t.Fatal(err)
	}
	calm := m.quit
	m.quit = func(context.Context, []spotify.Running) error { panic(mistake) }
	outcome, err := m.service.Apply(t.Context(), plan, ignore)
	if err != nil || outcome.Result != StillBroken || outcome.Reason != ReasonCrashed || outcome.Args["Panic"] != mistake {
		t.Errorf("got %+v, %v", outcome, err)
	}
	entries, err := m.service.Journal().Entries()
	if last := entries[len(entries)-1]; err != nil || last.Event != EventEnded || last.Reason != ReasonCrashed {
		t.Errorf("the journal ends with %+v, %v", last, err)
	}
	// It must not block the next repair.
	m.quit = calm
	outcome, err = m.service.Apply(t.Context(), plan, ignore)
	if err != nil || outcome.Result != Repaired || !client.gone() {
		t.Errorf("after it: %+v, %v", outcome, err)
	}
}

func TestACrashWhileLookingForWhatIsSetAside(t *testing.T) {
	m := newMachine(t)
	m.service.repairs = []Repair{crashing{}}
	_, err := m.service.SetAside(t.Context())
	if outcome, stopped := Conclude(diagnostics.RepairClearCache, err); stopped != nil || outcome.Reason != ReasonCrashed {
		t.Errorf("got %+v, %v", outcome, err)
	}
	if err == nil || !strings.Contains(err.Error(), "contained_test.go") {
		t.Errorf("the error does not say where the mistake is: %v", err)
	}
}

// crashing is a repair that always panics.
type crashing struct {
	Repair
	Undoer
}

func (crashing) Waiting(context.Context) ([]SetAside, error) { panic(mistake) }
