package ui

import (
	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// leave takes a person's wish to close the window. Under a repair it asks what is to
// become of that.
func (w *Window) leave() {
	stopping := w.state.closing && !w.state.finishing
	if !w.state.job.running() || stopping {
		w.close()
		return
	}
	w.state.asking = true
	w.turnTo(fixTab)
	w.draw()
	w.scrollTo(0)
}

// finishFirst lets the repair come to its end, and closes the window then.
func (w *Window) finishFirst() {
	w.state.asking, w.state.closing, w.state.finishing = false, true, true
	w.diagnosis.stop()
	w.hush()
	w.stopLeaving()
	w.draw()
}

// gone closes the window where that waited for the work that ended so. Where it was to
// finish first and did not work, somebody should see that.
func (w *Window) gone(outcome repair.Outcome, err error) bool {
	switch {
	case !w.state.closing:
		return false
	case w.state.finishing && (err != nil || !worked(outcome)):
		w.stay()
		return false
	}
	w.close()
	return true
}

// stay goes on as if nobody had asked for the window to close.
func (w *Window) stay() {
	w.state.asking, w.state.closing, w.state.finishing = false, false, false
	w.draw()
}

// Close closes the window without asking: a repair at work is stopped, and waited for
// until nothing is half done. It belongs on the screen's thread.
func (w *Window) Close() { w.close() }

// close ends the window as soon as nothing is half done. A repair at work is asked
// to stop and waited for. After a success the old cache is deleted behind the
// hidden window: it was kept for the case that the repair does not help.
func (w *Window) close() {
	w.diagnosis.stop()
	if w.state.job.running() {
		w.state.finishing = false
	}
	w.state.closing, w.state.asking = true, false
	w.tend()
	w.hush()
	w.stopLeaving()
	if w.state.job.running() {
		w.work.stop()
		w.draw()
		return
	}
	if !w.state.discardOnClose() {
		w.window.Close()
		return
	}
	w.window.Hide()
	w.doors.Go(func() {
		// What could not be deleted is found again by a later start, which says so.
		_, _ = w.doors.Discard(w.life, diagnostics.RepairClearCache, func(repair.Progress) {})
		w.doors.Post(w.window.Close)
	})
}

// discardOnClose reports whether the old cache has served: the repair that set it
// aside worked, somebody saw that, and nothing was stopped or taken back since.
func (s *state) discardOnClose() bool {
	last := s.job
	success := last.stage == ended && last.act == applying && !last.halted && last.outcome.Result == repair.Repaired
	return len(s.aside) > 0 && success && !s.finishing
}

// askingToClose asks what is to become of the repair. To let it finish is harmless.
func (v viewer) askingToClose() verdictView {
	return verdictView{
		mark: markAttention, headline: v.say("leave"), proof: v.say("leave.proof") + "\n" + v.progress(),
		offers: []offer{
			{label: v.say("leave.finish"), look: filled, intent: intent{kind: intentFinish}},
			{label: v.say("leave.stop"), look: link, intent: intent{kind: intentLeave}},
			{label: v.say("leave.stay"), look: link, intent: intent{kind: intentStay}},
		},
	}
}

// finishingFirst says that the window closes when the repair is done.
func (v viewer) finishingFirst() verdictView {
	return verdictView{
		mark: markBusy, headline: v.say("leave.finishing"), proof: v.progress(),
		offers: []offer{
			{label: v.say("stop"), intent: intent{kind: intentLeave}},
			{label: v.say("leave.stay"), look: link, intent: intent{kind: intentStay}},
		},
	}
}
