package repair

import (
	"testing"
	"time"
)

// start is a run of Retune at a time of the computer's clock, and what exists afterwards.
type start struct {
	clock time.Time
	left  int
}

const day = 24 * time.Hour

// TestOnlyASecondLookADayLaterDiscards tries clocks that are right, and clocks that are
// corrected or go wrong while a cache is set aside.
func TestOnlyASecondLookADayLaterDiscards(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	years := 6 * 365 * day
	for name, scene := range map[string]struct {
		clock  time.Time // when the cache is set aside
		starts []start
	}{
		"a right clock":          {now, []start{{now.Add(23 * time.Hour), 1}, {now.Add(25 * time.Hour), 1}, {now.Add(48 * time.Hour), 1}, {now.Add(50 * time.Hour), 0}}},
		"found old only late":    {now, []start{{now.Add(30 * day), 1}, {now.Add(31*day + time.Minute), 0}}},
		"behind, then put right": {now.Add(-years), []start{{now, 1}, {now.Add(23 * time.Hour), 1}, {now.Add(25 * time.Hour), 0}}},
		"ahead, then put right":  {now.Add(years), []start{{now, 1}, {now.Add(23 * time.Hour), 1}, {now.Add(25 * time.Hour), 0}}},
		"ahead for one start":    {now, []start{{now.Add(years), 1}, {now.Add(time.Hour), 1}, {now.Add(20 * time.Hour), 1}, {now.Add(26 * time.Hour), 0}}},
		"behind for one start":   {now, []start{{now.Add(-years), 1}, {now.Add(time.Hour), 1}, {now.Add(24 * time.Hour), 1}, {now.Add(26 * time.Hour), 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.now = scene.clock
			h.clear(t)
			for i, start := range scene.starts {
				h.now = start.clock
				h.recovered(t)
				if left := h.waiting(t); len(left) != start.left || len(h.leftovers(t)) != start.left {
					t.Fatalf("after start %d there are %d left, want %d", i, len(left), start.left)
				}
			}
		})
	}
}

func TestWhatWasFoundOldIsStillBroughtBack(t *testing.T) {
	h := newHome(t)
	before := picture(t, h.path)
	h.clear(t)
	told := h.waiting(t)[0]
	h.now = h.now.Add(25 * time.Hour)
	h.recovered(t)
	waiting := h.waiting(t)
	if len(waiting) != 1 || waiting[0].Bytes != told.Bytes || !waiting[0].When.Equal(told.When) || waiting[0].CutOff != "" {
		t.Fatalf("%+v became %+v", told, waiting)
	}
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("%+v, %v", outcome, err)
	}
	same(t, before, picture(t, h.path))
}

func TestNamesOfAsides(t *testing.T) {
	const stamp, later = "20260301T120000.000Z", "20260302T130000.000Z"
	for name, ours := range map[string]bool{
		".retune-moving-" + stamp:                       true,
		".retune-set-aside-" + stamp:                    true,
		".retune-discarding-" + stamp:                   true,
		".retune-leaving-" + stamp + foundOld + later:   true,
		".retune-leaving-" + stamp:                      false,
		".retune-leaving-" + stamp + foundOld:           false,
		".retune-set-aside-" + stamp + foundOld + later: false,
		".retune-lock-set-aside-" + stamp:               false, // the locks' own
		".retune-set-aside-2026":                        false,
		"set-aside-" + stamp:                            false,
	} {
		entry, ok := cacheShelf().parseAside(name)
		if ok != ours || ok && entry.name() != name {
			t.Errorf("%s: read as %+v, %v", name, entry, ok)
		}
	}
}
