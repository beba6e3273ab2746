package ui

import (
	"context"
	"errors"

	"retune/diagnostics"
)

// diagnose starts a new diagnosis. after names the repair that it follows, or is empty.
func (w *Window) diagnose(after diagnostics.RepairName) {
	ctx, number := w.diagnosis.begin(w.life)
	w.state.begin(after)
	w.draw()
	w.doors.Go(func() {
		report, err := w.doors.Diagnose(ctx, func(event diagnostics.Event) {
			w.post(&w.diagnosis, number, func() { w.heard(event) })
		})
		w.post(&w.diagnosis, number, func() { w.diagnosed(report, err) })
	})
}

// heard handles an event, unless the user has stopped the diagnosis.
func (w *Window) heard(event diagnostics.Event) {
	if w.state.check.phase == checking {
		w.state.heard(event)
	}
}

func (w *Window) diagnosed(report diagnostics.Report, err error) {
	if w.state.check.phase != checking {
		return
	}
	w.diagnosis.stop()
	switch {
	case errors.Is(err, context.Canceled):
		w.state.check.phase = stopped
	case err != nil:
		w.state.check.phase = failed
	default:
		w.state.judged(report.Findings)
		w.state.concluded(report)
		w.showFixed()
	}
}

// showFixed scrolls to the verdict if it says that a repair has helped.
func (w *Window) showFixed() {
	if w.state.fixed() && w.page == fixTab {
		w.scrollTo(0)
	}
}

// stopDiagnosis ends the diagnosis at once: results still to come are ignored.
func (w *Window) stopDiagnosis() {
	w.diagnosis.stop()
	w.state.check.phase = stopped
	w.draw()
}
