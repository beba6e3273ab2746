package ui

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// planned is a rig that shows the plan of clearing the cache.
func planShown(t *testing.T) *rig {
	t.Helper()
	r := started(t, offlineMode())
	r.openStep(5)
	r.press("Clear the cache")
	r.finish()
	return r
}

func TestThePlanIsShownBeforeAnythingHappens(t *testing.T) {
	r := planShown(t)
	r.wants("/home/anna/.cache/spotify/Storage", "4.3 GB", "1,200 files", "Your downloads (1.9 GB)", "Your login", "You can take it back")
	if len(r.applied) > 0 {
		t.Fatalf("%q was done without consent", r.applied)
	}
	if got := r.button("Clear the cache").look; got != filled {
		t.Errorf("the button that acts is not the filled one (look %d)", got)
	}
	if got := r.button("Show me where").look; got != plain {
		t.Errorf("the verdict's button still asks for attention (look %d)", got)
	}
	r.press("Cancel")
	r.wantsNot("/home/anna/.cache/spotify/Storage")
	if len(r.applied) > 0 {
		t.Errorf("%q was done after Cancel", r.applied)
	}
}

func TestConsentProgressOutcomeUndo(t *testing.T) {
	r := planShown(t)
	r.apply = func(_ context.Context, plan repair.Plan, progress func(repair.Progress)) (repair.Outcome, error) {
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 1_000_000_000, Total: 4_300_000_000})
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 2_100_000_000, Total: 4_300_000_000})
		if len(r.posts) != 1 {
			t.Errorf("%d drawings wait for the screen, want one", len(r.posts))
		}
		r.show()
		r.wants("Clearing Spotify’s cache", "2.1 of 4.3 GB deleted", "Stop", "This stays as it is", "Your login")
		if short := r.line(5).short.label.Text; short != "" {
			t.Errorf("the open step says %q twice", short)
		}
		if part := r.line(5).body.job.bar.part; part < 0.48 || part > 0.49 {
			t.Errorf("the bar is at %v", part)
		}
		r.aside, r.findings = oldCache(), allFine()
		return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
	}
	r.press("Clear the cache")
	r.finish()
	r.wants("Spotify is connected again", "Spotify’s cache is cleared.", "The old cache (4.3 GB) is still here", "Bring it back", "It works, delete the old cache", "Done")
	r.press("Bring it back")
	r.finish()
	r.wants("The old cache is back in its place.")
	r.wantsNot("is still here", "Bring it back")
}

func TestTheOldCacheIsDeletedWhenItWorks(t *testing.T) {
	r := newRig(t)
	r.aside = oldCache()
	r.Start()
	r.finish()
	r.wants("The old cache (4.3 GB) is still here")
	r.openStep(5)
	r.discard = func(_ context.Context, progress func(repair.Progress)) (repair.Outcome, error) {
		progress(repair.Progress{Phase: repair.PhaseDeleting, Done: 1, Total: 2})
		r.show()
		r.wants("Deleting the old cache")
		r.aside = nil
		return repair.Outcome{Repair: diagnostics.RepairClearCache, Result: repair.Repaired}, nil
	}
	r.press("It works, delete the old cache")
	r.finish()
	r.wants("The old cache is deleted for good.")
	r.wantsNot("is still here")
}

func TestARunningSpotifyIsClosedFirst(t *testing.T) {
	r := started(t, offlineMode())
	running := true
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		if name == diagnostics.RepairClearCache && running {
			return spotifyRuns()
		}
		return planOf(name), repair.Outcome{}, nil
	}
	r.openStep(5)
	r.press("Clear the cache")
	r.finish()
	r.wants("Spotify is running, so nothing was changed.", "Not done")
	if got := r.button("Close Spotify").look; got != filled {
		t.Errorf("the button that helps on is not the filled one (look %d)", got)
	}
	r.apply = func(_ context.Context, plan repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		running = false
		return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
	}
	r.press("Close Spotify")
	r.finish()
	if !slices.Equal(r.applied, []diagnostics.RepairName{diagnostics.RepairClose}) {
		t.Errorf("%q was done, want only closing Spotify", r.applied)
	}
	r.wants("/home/anna/.cache/spotify/Storage", "Cancel")
}

func TestStoppingARepair(t *testing.T) {
	for name, stop := range map[string]func(*rig){
		"button": func(r *rig) { r.press("Stop") },
		"escape": func(r *rig) { r.typed(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		t.Run(name, func(t *testing.T) {
			r := planShown(t)
			r.apply = func(ctx context.Context, _ repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
				stop(r)
				return repair.Outcome{}, ctx.Err()
			}
			r.press("Clear the cache")
			r.finish()
			r.wants("Stopped. Nothing is left half done.", "Spotify’s Offline Mode is on")
		})
	}
}

func TestARestartSaysWhatItCloses(t *testing.T) {
	r := started(t, offlineMode())
	r.openStep(3)
	r.press("Restart Spotify")
	r.finish()
	r.wants("/snap/spotify/1/spotify", "process 4242", "/snap/bin/spotify", "The music stops for a moment.")
	r.findings = allFine()
	r.press("Restart Spotify")
	r.finish()
	r.wants("Spotify was closed and started again", "Spotify is connected again")
}

func TestARepairThatDidNotHelp(t *testing.T) {
	r := planShown(t)
	r.apply = func(_ context.Context, plan repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		return repair.Outcome{Repair: plan.Repair, Result: repair.StillBroken, Reason: repair.ReasonDiskFull}, nil
	}
	r.press("Clear the cache")
	r.finish()
	r.wants("Make some room and try again.", "Spotify’s Offline Mode is on")
	if got := r.line(5).body.job.sign.mark; got != markBroken {
		t.Errorf("the outcome's sign is %q", got)
	}
	if got := r.line(5); got.sign.mark != markBroken || got.short.label.Text != "Not done" {
		t.Errorf("its step has %q and says %q", got.sign.mark, got.short.label.Text)
	}
	r.findings = allFine()
	r.checkAgain()
	r.finish()
	if got := r.line(5); got.sign.mark == markBroken {
		t.Error("its step is still broken when all is well")
	}
}

func TestNothingToDo(t *testing.T) {
	r := started(t, allFine())
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		return repair.Plan{}, repair.Outcome{Repair: name, Result: repair.NothingToDo, Reason: repair.ReasonAlreadyClean}, nil
	}
	r.openStep(5)
	r.press("Clear the cache")
	r.finish()
	r.wants("Spotify’s cache is empty already.")
	if len(r.applied) > 0 {
		t.Errorf("%q was done", r.applied)
	}
}

func TestWhatCouldNotBeFinishedIsSaidInTheCacheStep(t *testing.T) {
	r := started(t, offlineMode())
	r.aside = oldCache()
	r.Recovered(repair.Outcome{Repair: diagnostics.RepairClearCache, Result: repair.Refused, Reason: repair.ReasonRunning})
	r.finish()
	r.wants("Spotify is running, so nothing was changed.", "Bring it back")
}

func TestWhatIsHalfDeletedIsNotOfferedBack(t *testing.T) {
	r := started(t, offlineMode())
	r.aside = []repair.SetAside{{Repair: diagnostics.RepairClearCache, CutOff: repair.PhaseDeleting, Bytes: 7}}
	r.Recovered(repair.Outcome{Result: repair.NothingToDo})
	r.finish()
	r.wantsNot("Bring it back")
}

func TestTheCheckAfterwardsContradictsTheOutcome(t *testing.T) {
	r := started(t, offlineMode())
	r.openStep(3)
	r.press("Restart Spotify")
	r.finish()
	ended := but(allFine(), diagnostics.CheckConnections, diagnostics.SawNothingToCheck, nil)
	r.findings = but(ended, diagnostics.CheckProcess, diagnostics.SawNotRunning, nil)
	r.press("Restart Spotify")
	r.finish()
	r.wants("/snap/bin/spotify did not come up again", "Checked again:")
	r.wantsNot("and is running", "Spotify is connected again", "Nothing stands in Spotify’s way any more")
	if got := r.line(3).body.job.sign.mark; got != markBroken {
		t.Errorf("the outcome's sign is %q", got)
	}
}

func TestWhatTheCheckAfterwardsFoundIsSaidBesideTheOutcome(t *testing.T) {
	r := planShown(t)
	r.press("Clear the cache")
	r.workOne() // the repair
	r.show()
	r.wants("Spotify’s cache is cleared.", "Checking again…")
	r.finish()
	r.wants("Checked again: Spotify’s Offline Mode is on.")
}

func TestAFixIsInSight(t *testing.T) {
	r := planShown(t)
	if r.scroll.Offset.Y == 0 {
		t.Fatal("the plan is in sight without scrolling: the test tells nothing")
	}
	r.findings = allFine()
	r.press("Clear the cache")
	r.finish()
	if r.scroll.Offset.Y != 0 {
		t.Errorf("the verdict is %v above what is in sight", r.scroll.Offset.Y)
	}
}
