package repair

import "testing"

// unfinished is a home with a cache that an earlier run had only half finished with.
func (h *home) unfinished(t *testing.T, state asideState) {
	t.Helper()
	h.clear(t)
	h.becomes(t, state)
}

// becomes turns what is set aside into something that an earlier run had only half finished
// with.
func (h *home) becomes(t *testing.T, state asideState) {
	t.Helper()
	folder := h.open(t)
	found, err := folder.asides()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := folder.become(found[0], state); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsHalfMovedIsListedAndComesBack(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	h.unfinished(t, asideMoving)
	waiting, err := h.service.SetAside(t.Context())
	if err != nil || len(waiting) != 1 || waiting[0].CutOff != PhaseMoving || waiting[0].Bytes == 0 || !waiting[0].Restorable() {
		t.Fatalf("%+v, %v", waiting, err)
	}
	if outcome, err := h.service.Undo(t.Context(), "", func(Progress) {}); err != nil || outcome.Result != Repaired {
		t.Fatalf("%+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}

func TestWhatIsHalfDeletedIsListedAndDiscardFinishesIt(t *testing.T) {
	h := newHome(t)
	h.unfinished(t, asideDiscarding)
	waiting, err := h.service.SetAside(t.Context())
	if err != nil || len(waiting) != 1 || waiting[0].CutOff != PhaseDeleting || waiting[0].Restorable() {
		t.Fatalf("%+v, %v", waiting, err)
	}
	if outcome, err := h.service.Undo(t.Context(), "", func(Progress) {}); err != nil || outcome.Reason != ReasonNothingToUndo {
		t.Errorf("undo: %+v, %v", outcome, err)
	}
	if outcome, err := h.service.Discard(t.Context(), "", func(Progress) {}); err != nil || outcome.Result != Repaired {
		t.Errorf("discard: %+v, %v", outcome, err)
	}
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}
