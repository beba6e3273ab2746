package ui

import (
	"context"
	"testing"

	"retune/diagnostics/repair"
)

func TestClosingAnIdleWindow(t *testing.T) {
	r := started(t, allFine())
	r.close()
	if !r.closed {
		t.Error("the window is still there")
	}
}

func TestClosingWaitsForARepairToBeSafe(t *testing.T) {
	r := planShown(t)
	r.apply = func(ctx context.Context, _ repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		r.close()
		r.wants("Closing when it is safe")
		if r.closed {
			t.Error("the window went away under a repair")
		}
		return repair.Outcome{}, ctx.Err()
	}
	r.press("Clear the cache")
	r.finish()
	if !r.closed {
		t.Error("the window stayed after the repair ended")
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
