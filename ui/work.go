package ui

import (
	"context"
	"errors"
	"slices"

	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// This file takes a repair from its plan through consent and progress to its outcome. There
// is one at a time.

// plan makes the plan of a repair and shows it in its step.
func (w *Window) plan(name diagnostics.RepairName, step int) {
	if w.state.job.busy() {
		return
	}
	ctx, number := w.work.begin(w.life)
	w.state.job = job{stage: planning, act: applying, repair: name, step: step}
	w.showStep(step)
	w.doors.Go(func() {
		plan, outcome, err := w.doors.Plan(ctx, name, w.progress(number))
		w.post(&w.work, number, func() { w.planned(plan, outcome, err) })
	})
}

// planned shows the plan, or why there is none.
func (w *Window) planned(plan repair.Plan, outcome repair.Outcome, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		w.state.job = job{}
	case err != nil || outcome.Result != "":
		w.ended(outcome, err)
	default:
		w.state.job.stage, w.state.job.plan, w.state.job.progress = planned, plan, repair.Progress{}
		w.focusJob()
	}
}

// consent carries out the very plan on the page.
func (w *Window) consent() {
	if w.state.job.stage != planned {
		return
	}
	plan := w.state.job.plan
	ctx, number := w.work.begin(w.life)
	w.state.job.stage = acting
	w.draw()
	w.doors.Go(func() {
		outcome, err := w.doors.Apply(ctx, plan, w.progress(number))
		//nolint:contextcheck // what follows must not end with the work that is over
		w.post(&w.work, number, func() { w.applied(outcome, err) })
	})
}

func (w *Window) applied(outcome repair.Outcome, err error) {
	name := w.state.job.repair
	w.ended(outcome, err)
	if outcome.Result == repair.Repaired {
		w.state.done[name] = true
	}
	w.afterwards(err, name, outcome)
}

// afterwards checks again whatever a change may have fixed.
func (w *Window) afterwards(err error, name diagnostics.RepairName, outcome repair.Outcome) {
	w.lookAside()
	w.state.stale = touched(outcome, err)
	if w.gone(outcome, err) {
		return
	}
	if err == nil && (outcome.Result == repair.Repaired || outcome.Result == repair.StillBroken) {
		if outcome.Result != repair.Repaired {
			name = ""
		}
		w.state.job.recheck = true
		w.diagnose(name)
	}
}

// touched reports whether a piece of work may have changed something, however it ended.
func touched(outcome repair.Outcome, err error) bool {
	return err != nil || outcome.Result == repair.Repaired || outcome.Result == repair.StillBroken
}

// ended records how the job ended, to be shown in its step.
func (w *Window) ended(outcome repair.Outcome, err error) {
	w.work.stop()
	w.state.asking = false
	w.state.job.stage, w.state.job.outcome = ended, outcome
	switch {
	case errors.Is(err, context.Canceled):
		w.state.job.halted = true
	case err != nil && outcome.Result == "":
		w.state.job.outcome = repair.Outcome{
			Repair: w.state.job.repair, Result: repair.StillBroken, Reason: repair.ReasonFileError,
		}
	}
}

// closeThen closes Spotify, and then plans the repair again for which Spotify was in the way.
func (w *Window) closeThen(name diagnostics.RepairName, step int) {
	ctx, number := w.work.begin(w.life)
	w.state.job = job{stage: acting, act: applying, repair: diagnostics.RepairClose, step: step}
	w.draw()
	w.doors.Go(func() {
		outcome, err := w.closeSpotify(ctx, w.progress(number))
		//nolint:contextcheck // what follows must not end with the work that is over
		w.post(&w.work, number, func() { w.closedThen(name, step, outcome, err) })
	})
}

func (w *Window) closeSpotify(ctx context.Context, progress func(repair.Progress)) (repair.Outcome, error) {
	plan, outcome, err := w.doors.Plan(ctx, diagnostics.RepairClose, progress)
	if err != nil || outcome.Result != "" {
		return outcome, err
	}
	return w.doors.Apply(ctx, plan, progress)
}

func (w *Window) closedThen(name diagnostics.RepairName, step int, outcome repair.Outcome, err error) {
	w.ended(outcome, err)
	w.state.stale = touched(outcome, err)
	if w.gone(outcome, err) {
		return
	}
	if err == nil && worked(outcome) {
		w.plan(name, step)
	}
}

// undo undoes the latest application of a repair.
func (w *Window) undo(name diagnostics.RepairName, step int) {
	w.change(undoing, name, step, w.doors.Undo, func(outcome repair.Outcome, err error) {
		clear(w.state.done)
		w.afterwards(err, "", outcome)
	})
}

// discard deletes for good what undo would restore.
func (w *Window) discard(step int) {
	w.change(discarding, diagnostics.RepairClearCache, step, w.doors.Discard, func(outcome repair.Outcome, err error) {
		w.lookAside()
		w.gone(outcome, err)
	})
}

// change makes a change without showing a plan: its button said what it does.
func (w *Window) change(act act, name diagnostics.RepairName, step int,
	door func(context.Context, diagnostics.RepairName, func(repair.Progress)) (repair.Outcome, error),
	then func(repair.Outcome, error),
) {
	if w.state.job.busy() {
		return
	}
	ctx, number := w.work.begin(w.life)
	w.state.job = job{stage: acting, act: act, repair: name, step: step}
	w.showStep(step)
	w.doors.Go(func() {
		outcome, err := door(ctx, name, w.progress(number))
		w.post(&w.work, number, func() {
			w.ended(outcome, err)
			then(outcome, err)
		})
	})
}

// cancel drops a plan.
func (w *Window) cancel() {
	w.work.stop()
	w.state.job = job{}
	w.draw()
}

// lookAside lists the caches that were set aside. One that is half deleted is not shown,
// because every start continues deleting it.
func (w *Window) lookAside() {
	w.doors.Go(func() {
		aside, err := w.doors.SetAside(w.life)
		aside = slices.DeleteFunc(aside, func(what repair.SetAside) bool {
			return what.Repair != diagnostics.RepairClearCache || !what.Restorable()
		})
		w.doors.Post(func() {
			w.state.aside = aside
			if err != nil {
				w.tellOfCache(repair.Conclude(diagnostics.RepairClearCache, err))
			}
			w.draw()
		})
	})
}

// Recovered handles the outcome of continuing where an earlier run was interrupted. If that
// failed, the step for the cache says so.
func (w *Window) Recovered(outcome repair.Outcome) {
	if !worked(outcome) {
		w.tellOfCache(outcome, nil)
	}
	w.lookAside()
}

// tellOfCache shows an outcome that does not belong to a button, unless the user has started
// something meanwhile. That nothing is done with another account's rights is not shown, since
// it is not about the cache: a user who starts a repair is told.
func (w *Window) tellOfCache(outcome repair.Outcome, err error) {
	step := slices.IndexFunc(w.content.Guide.Steps, clearsCache)
	if err != nil || step < 0 || w.state.job.stage != idle || outcome.Reason == repair.ReasonOtherAccount {
		return
	}
	number := w.content.Guide.Steps[step].Number
	w.state.job = job{stage: ended, act: undoing, repair: diagnostics.RepairClearCache, step: number, outcome: outcome}
	w.state.open[number] = true
	w.draw()
}
