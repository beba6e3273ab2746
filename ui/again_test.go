package ui

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// alarm is a function waiting for a time to pass.
type alarm struct {
	pause   time.Duration
	do      func()
	stopped bool
}

// waiting returns the times that the window is waiting for.
func (r *rig) waiting() []time.Duration {
	var pauses []time.Duration
	for _, waiting := range r.alarms {
		if !waiting.stopped {
			pauses = append(pauses, waiting.pause)
		}
	}
	return pauses
}

// pass lets the time pass that the window is waiting for, which must be the only one.
func (r *rig) pass(pause time.Duration) {
	r.t.Helper()
	if got := r.waiting(); !slices.Equal(got, []time.Duration{pause}) {
		r.t.Fatalf("the window waits for %v, want %v", got, pause)
	}
	for _, waiting := range r.alarms {
		if !waiting.stopped {
			waiting.stopped = true
			waiting.do()
		}
	}
}

func TestTheWindowChecksAgainWhileSomethingIsWrong(t *testing.T) {
	r := started(t, hostsBlocked())
	r.wants("Retune checks again by itself.")
	for _, seconds := range []float64{20, 30, 45, 67.5, 101.25, 151.875, 227.8125, 300, 300} {
		r.pass(time.Duration(seconds * float64(time.Second)))
		r.finish()
	}
	r.findings = offlineMode()
	r.pass(5 * time.Minute)
	r.finish()
	r.wants("Spotify’s Offline Mode is on")
	r.pass(20 * time.Second) // another verdict: the problem is changing
	r.findings = allFine()
	r.finish()
	r.wants("Spotify is connected again", "It has 6 connections")
	r.wantsNot("Retune checks again by itself.")
	if got := r.waiting(); len(got) > 0 {
		t.Errorf("all is well, and the window waits for %v", got)
	}
}

func TestNothingIsWaitedForWhereAllIsWell(t *testing.T) {
	r := started(t, allFine())
	r.wantsNot("Retune checks again by itself.")
	if got := r.waiting(); len(got) > 0 {
		t.Errorf("the window waits for %v", got)
	}
}

func TestASpotifyThatHasOnlyJustStartedIsLookedAtAgain(t *testing.T) {
	r := started(t, but(allFine(), diagnostics.CheckConnections, diagnostics.SawStarting, nil))
	r.wants("Retune checks again by itself.")
	r.findings = offlineMode()
	r.pass(20 * time.Second)
	r.finish()
	r.wants("Spotify’s Offline Mode is on")
}

func TestACheckByItselfIsQuiet(t *testing.T) {
	r := started(t, hostsBlocked())
	r.openStep(7) // the user closes what had opened by itself
	before := r.marks()
	height := r.verdict.panel.MinSize().Height
	r.diagnose = func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
		r.show()
		r.wants("Checking again…", "Your computer is told to block Spotify")
		if got := r.marks(); !slices.Equal(got, before) {
			t.Errorf("the lines went from %q to %q", before, got)
		}
		if got := r.verdict.panel.MinSize().Height; got != height {
			t.Errorf("the panel went from %v to %v, and all below it moved", height, got)
		}
		if r.verdict.sign.turning() || !r.verdict.note.sign.turning() {
			t.Error("only the small ring is to turn")
		}
		return r.report(ctx, observe)
	}
	r.pass(firstPause)
	r.finish()
	r.wantsNot("Checking again…", "Open firewall settings")
	if got := r.marks(); !slices.Equal(got, before) {
		t.Errorf("the lines are %q after the same result, were %q", got, before)
	}
}

func TestStoppingACheckByItself(t *testing.T) {
	for name, stop := range map[string]func(*rig){
		"button": func(r *rig) { r.press("Stop") },
		"escape": func(r *rig) { r.typed(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		t.Run(name, func(t *testing.T) {
			r := started(t, hostsBlocked())
			r.diagnose = func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
				stop(r)
				if !errors.Is(ctx.Err(), context.Canceled) {
					t.Errorf("the check went on: %v", ctx.Err())
				}
				return r.report(ctx, observe)
			}
			r.pass(firstPause)
			r.finish()
			r.wants("Your computer is told to block Spotify")
			r.wantsNot("Checking again…", "Retune checks again by itself.")
			if got := r.waiting(); len(got) > 0 {
				t.Errorf("it was stopped, and the window waits for %v", got)
			}
		})
	}
}

func TestF5StartsAtOnceUnderACheckByItself(t *testing.T) {
	r := started(t, hostsBlocked())
	r.pass(firstPause)
	r.typed(&fyne.KeyEvent{Name: fyne.KeyF5})
	r.wants("Looking for the cause…")
	r.finish()
	r.wants("Your computer is told to block Spotify")
	if got := r.waiting(); !slices.Equal(got, []time.Duration{firstPause}) {
		t.Errorf("after a check that was asked for, the window waits for %v", got)
	}
}

func TestACheckByItselfThatFailsSaysNothing(t *testing.T) {
	r := started(t, hostsBlocked())
	r.diagnose = func(context.Context, func(diagnostics.Event)) (diagnostics.Report, error) {
		return diagnostics.Report{}, errors.New("broken")
	}
	r.pass(firstPause)
	r.finish()
	r.wants("Your computer is told to block Spotify", "Retune checks again by itself.")
	r.pass(firstPause * 3 / 2)
}

func TestNoCheckByItselfUnderARepair(t *testing.T) {
	r := planShown(t)
	quiet := func(when string) {
		if got := r.waiting(); len(got) > 0 {
			t.Errorf("the window waits for %v %s", got, when)
		}
	}
	quiet("under a plan")
	r.apply = func(_ context.Context, plan repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		quiet("under a repair")
		return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
	}
	r.press("Clear the cache")
	r.finish()
	r.pass(firstPause)
	r.press("Clear the cache")
	r.wantsNot("Checking again…")
	r.finish()
	quiet("under the next plan")
	r.press("Cancel")
	if got := r.waiting(); !slices.Equal(got, []time.Duration{firstPause}) {
		t.Errorf("after the plan is gone, the window waits for %v", got)
	}
}

func TestAWindowOutOfUseRests(t *testing.T) {
	r := started(t, hostsBlocked())
	r.left()
	r.left()
	if got := r.waiting(); !slices.Equal(got, []time.Duration{firstPause, unseenAfter}) {
		t.Fatalf("the window waits for %v", got)
	}
	r.entered()
	if got := r.waiting(); !slices.Equal(got, []time.Duration{firstPause}) {
		t.Fatalf("back in use, the window waits for %v", got)
	}
	r.left()
	for _, waiting := range r.alarms {
		if !waiting.stopped && waiting.pause == unseenAfter {
			waiting.stopped = true
			waiting.do()
		}
	}
	if got := r.waiting(); len(got) > 0 {
		t.Fatalf("out of use, the window waits for %v", got)
	}
	r.findings = allFine()
	r.entered()
	r.wants("Checking again…")
	r.finish()
	r.wants("Spotify is connected again")
}

func TestNothingIsLeftOfAClosedWindow(t *testing.T) {
	r := started(t, hostsBlocked())
	r.left()
	r.close()
	r.left()
	r.finish()
	if got := r.waiting(); !r.closed || len(got) > 0 {
		t.Errorf("closed: %v; it waits for %v", r.closed, got)
	}
}

func TestClosingUnderACheckByItself(t *testing.T) {
	r := started(t, hostsBlocked())
	r.diagnose = func(ctx context.Context, observe func(diagnostics.Event)) (diagnostics.Report, error) {
		r.close()
		if ctx.Err() == nil {
			t.Error("the check outlives the window")
		}
		return r.report(ctx, observe)
	}
	r.pass(firstPause)
	r.finish()
	if got := r.waiting(); !r.closed || len(got) > 0 {
		t.Errorf("closed: %v; it waits for %v", r.closed, got)
	}
}

func TestWhatWasClosedIsSeenWhenThePlanIsCancelled(t *testing.T) {
	r := started(t, allFine())
	running := true
	r.plan = func(name diagnostics.RepairName) (repair.Plan, repair.Outcome, error) {
		if name == diagnostics.RepairClearCache && running {
			return spotifyRuns()
		}
		return planOf(name), repair.Outcome{}, nil
	}
	r.apply = func(_ context.Context, plan repair.Plan, _ func(repair.Progress)) (repair.Outcome, error) {
		running = false
		r.findings = but(but(allFine(), diagnostics.CheckProcess, diagnostics.SawNotRunning, nil),
			diagnostics.CheckConnections, diagnostics.SawNothingToCheck, nil)
		return repair.Outcome{Repair: plan.Repair, Result: repair.Repaired}, nil
	}
	r.openStep(5)
	r.press("Clear the cache")
	r.finish()
	r.press("Close Spotify")
	r.finish()
	r.press("Cancel")
	r.wants("Checking again…")
	r.finish()
	r.wants("Not running", "Spotify can connect; it is not running")
}

func TestARepairThatWasStoppedIsFollowedByAQuietCheck(t *testing.T) {
	r := planShown(t)
	r.apply = func(context.Context, repair.Plan, func(repair.Progress)) (repair.Outcome, error) {
		r.findings = allFine()
		return repair.Outcome{}, context.Canceled
	}
	r.press("Clear the cache")
	r.finish()
	r.wants("Stopped. Nothing is left half done.", "Spotify is connected again")
}
