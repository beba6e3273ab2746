package ui

import (
	"time"

	"retune/diagnostics"
)

// While something is wrong the window checks again by itself, because problems come and go,
// and a user who fixes something elsewhere should see it here. Such a check is quiet: the
// page keeps showing the last result until there is a new one.

// When the window checks again by itself.
const (
	firstPause   = 20 * time.Second
	longestPause = 5 * time.Minute
	// unseenAfter is how long the window must be out of focus until nobody is assumed to be
	// looking at it. A minimized window has no focus either.
	unseenAfter = time.Minute
)

// longer returns the pause after a check that changed nothing.
func longer(pause time.Duration) time.Duration { return min(pause*3/2, longestPause) }

// watch schedules or cancels the next check to match the state, as draw does for the page.
func (w *Window) watch() {
	switch {
	case !w.state.free():
		w.hush()
	case w.state.again:
		// The pause begins once the check is over.
	case w.state.stale:
		w.lookAgain()
	case !w.state.watched():
		w.stopAlarm()
	case w.alarm == nil:
		w.alarm = w.doors.After(w.state.check.pause, w.due)
	}
}

func (w *Window) due() {
	w.alarm = nil
	w.lookAgain()
	w.draw()
}

// lookAgain diagnoses quietly, while the last result stays on the page.
func (w *Window) lookAgain() {
	w.stopAlarm()
	ctx, number := w.diagnosis.begin(w.life)
	w.state.again, w.state.stale = true, false
	w.doors.Go(func() {
		report, err := w.doors.Diagnose(ctx, func(diagnostics.Event) {})
		w.post(&w.diagnosis, number, func() { w.lookedAgain(report, err) })
	})
}

// lookedAgain handles the result. A quiet check that fails shows nothing.
func (w *Window) lookedAgain(report diagnostics.Report, err error) {
	if !w.state.again {
		return
	}
	w.diagnosis.stop()
	w.state.again = false
	if err != nil {
		w.state.check.pause = longer(w.state.check.pause)
		return
	}
	w.state.concludedAgain(report)
}

// stopAgain stops the quiet check and all further ones: a user who stops it wants no more of
// them.
func (w *Window) stopAgain() {
	w.hush()
	w.state.check.unwatched = true
	w.draw()
}

// hush ends what goes on without the user having asked for it.
func (w *Window) hush() {
	w.stopAlarm()
	if w.state.again {
		w.diagnosis.stop()
		w.state.again = false
	}
}

func (w *Window) stopAlarm() {
	if w.alarm != nil {
		w.alarm()
		w.alarm = nil
	}
}

// left notes that the window has lost the focus. It may still be in view beside another
// window for a while.
func (w *Window) left() {
	if w.state.closing || w.leaving != nil {
		return
	}
	w.leaving = w.doors.After(unseenAfter, func() {
		w.state.unseen = true
		w.draw()
	})
}

// entered notes that the window is in use again. A result from before it was left is checked
// again.
func (w *Window) entered() {
	w.stopLeaving()
	if w.state.unseen {
		w.state.unseen = false
		w.state.stale = w.state.watched()
		w.draw()
	}
}

func (w *Window) stopLeaving() {
	if w.leaving != nil {
		w.leaving()
		w.leaving = nil
	}
}
