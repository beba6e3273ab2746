package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"retune/diagnostics/repair"
)

func TestClosingAnIdleWindow(t *testing.T) {
	r := started(t, allFine())
	r.close()
	if !r.closed {
		t.Error("the window is still there")
	}
}

// leaveUnder closes the window during a repair and answers its question. It returns the rig
// with all work done.
func leaveUnder(t *testing.T, outcome repair.Outcome, choose func(*rig)) (r *rig, stopped bool) {
	t.Helper()
	r = planShown(t)
	r.aside = oldCache()
	r.apply = func(ctx context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error) {
		progress(repair.Progress{Phase: repair.PhaseMoving})
		r.leave()
		r.show()
		r.wants("A repair is still at work", "Setting the old cache aside")
		if r.closed || ctx.Err() != nil {
			t.Errorf("without an answer the window went away (%v) or the repair was stopped (%v)", r.closed, ctx.Err())
		}
		choose(r)
		r.show()
		stopped = ctx.Err() != nil
		if stopped {
			return repair.Outcome{}, ctx.Err()
		}
		outcome.Repair = plan.Repair
		return outcome, nil
	}
	r.press("Clear the cache")
	r.finish()
	return r, stopped
}

func TestClosingUnderARepairAsks(t *testing.T) {
	done := repair.Outcome{Result: repair.Repaired}
	full := repair.Outcome{Result: repair.StillBroken, Reason: repair.ReasonDiskFull}
	for _, c := range []struct {
		name            string
		outcome         repair.Outcome
		choose          func(*rig)
		stopped, closed bool
	}{
		{"finish", done, func(r *rig) { r.press("Finish, then close"); r.wants("Finishing, then closing") }, false, true},
		{"finish, and it fails", full, func(r *rig) { r.press("Finish, then close") }, false, false},
		{"stop", done, func(r *rig) { r.press("Stop and close"); r.wants("Closing when it is safe") }, true, true},
		{"finish, then stop after all", done, func(r *rig) {
			r.press("Finish, then close")
			test.Tap(r.verdict.main.buttons[0])
		}, true, true},
		{"stay", done, func(r *rig) { r.press("Keep it open") }, false, false},
		{"escape", done, func(r *rig) { r.typed(&fyne.KeyEvent{Name: fyne.KeyEscape}) }, false, false},
		{"close again", done, func(r *rig) { r.leave(); r.wants("A repair is still at work"); r.press("Keep it open") }, false, false},
		{"no answer", done, func(*rig) {}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, stopped := leaveUnder(t, c.outcome, c.choose)
			if stopped != c.stopped || r.closed != c.closed {
				t.Errorf("stopped: %v, want %v; closed: %v, want %v", stopped, c.stopped, r.closed, c.closed)
			}
			if len(r.aside) == 0 {
				t.Error("the old cache was deleted before anybody saw that it works")
			}
			if !c.closed {
				r.wantsNot("A repair is still at work")
			}
		})
	}
}

func TestClosingAfterSuccessDeletesTheOldCache(t *testing.T) {
	r := planShown(t)
	r.aside = oldCache()
	r.press("Clear the cache")
	r.finish()
	r.close()
	if r.closed {
		t.Fatal("the window was gone before the old cache was")
	}
	r.finish()
	if len(r.aside) > 0 || !r.closed {
		t.Errorf("old caches: %v, window closed: %v", r.aside, r.closed)
	}
}

func TestClosingKeepsTheOldCacheWithoutSuccess(t *testing.T) {
	r := newRig(t)
	r.aside = oldCache()
	r.Start()
	r.finish()
	r.close()
	r.finish()
	if len(r.aside) == 0 || !r.closed {
		t.Errorf("old caches: %v, window closed: %v", r.aside, r.closed)
	}
}

func TestClosingFromOutsideWaitsForARepairToo(t *testing.T) {
	r := planShown(t)
	r.apply = func(ctx context.Context, _ repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		r.Close()
		if r.closed || ctx.Err() == nil {
			t.Errorf("the window went away: %v, the repair was asked to stop: %v", r.closed, ctx.Err())
		}
		return repair.Outcome{}, ctx.Err()
	}
	r.press("Clear the cache")
	r.finish()
	if !r.closed {
		t.Error("the window stayed after the repair ended")
	}
}
