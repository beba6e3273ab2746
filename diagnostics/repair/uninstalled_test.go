package repair

import (
	"os"
	"testing"
)

// uninstall removes the program; what it left in the home stays.
func (h *home) uninstall(t *testing.T) {
	t.Helper()
	if err := os.Remove(h.in(launcherProgram)); err != nil {
		t.Fatal(err)
	}
}

func TestAnUninstalledSpotifysCacheComesBackOrGoes(t *testing.T) {
	for _, discards := range []bool{false, true} {
		h := newHome(t)
		h.uninstall(t)
		before := picture(t, h.path)
		h.write(t, launcherProgram, "the program")
		h.clear(t)
		h.uninstall(t)
		if waiting := h.waiting(t); len(waiting) != 1 || waiting[0].Bytes == 0 {
			t.Fatalf("named is %+v", waiting)
		}
		decide, left := h.service.Undo, before
		if discards {
			decide, left = h.service.Discard, without(before)
		}
		outcome, err := decide(t.Context(), "", ignore)
		if err != nil || outcome.Result != Repaired {
			t.Fatalf("%+v, %v", outcome, err)
		}
		after := picture(t, h.path)
		if discards {
			after = without(after)
		}
		same(t, left, after)
	}
}

func TestAnUninstalledSpotifysHalfMovedCacheIsRecovered(t *testing.T) {
	h := newHome(t)
	h.uninstall(t)
	before := picture(t, h.path)
	h.write(t, launcherProgram, "the program")
	h.unfinished(t, asideMoving)
	h.uninstall(t)
	h.recovered(t)
	same(t, before, picture(t, h.path))
}

// A client goes on running when its program was removed.
func TestNothingComesBackUnderAnUninstalledSpotifyThatRuns(t *testing.T) {
	h := newHome(t)
	h.clear(t)
	h.uninstall(t)
	h.processes.list = runningSpotify(h)
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Reason != ReasonRunning {
		t.Errorf("%+v, %v", outcome, err)
	}
}
