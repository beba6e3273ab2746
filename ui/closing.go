package ui

import (
	"retune/diagnostics"
	"retune/diagnostics/repair"
)

// leave handles the user's request to close the window. During a repair it asks what to do
// about that.
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

// finishFirst lets the repair finish, and then closes the window.
func (w *Window) finishFirst() {
	w.state.asking, w.state.closing, w.state.finishing = false, true, true
	w.diagnosis.stop()
	w.hush()
	w.stopLeaving()
	w.draw()
}

// gone closes the window if that was waiting for the work that has ended. If the window was
// to let the work finish and it failed, it stays open so that the user sees that.
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

// stay cancels the request to close the window.
func (w *Window) stay() {
	w.state.asking, w.state.closing, w.state.finishing = false, false, false
	w.draw()
}

// Close closes the window without asking. A repair in progress is told to stop, and the
// window closes once nothing is half done. Close must be called on the screen's thread.
func (w *Window) Close() { w.close() }

// close closes the window once nothing is half done; a repair in progress is told to stop.
// After a successful repair the window is hidden and the old cache deleted: it was kept only
// in case the repair did not help.
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
		// A later start finds what could not be deleted, and says so.
		_, _ = w.doors.Discard(w.life, diagnostics.RepairClearCache, func(repair.Progress) {})
		w.doors.Post(w.window.Close)
	})
}

// discardOnClose reports whether the old cache is no longer needed: the repair that set it
// aside worked, the user saw that, and nothing was stopped or undone since.
func (s *state) discardOnClose() bool {
	last := s.job
	success := last.stage == ended && last.act == applying && !last.halted && last.outcome.Result == repair.Repaired
	return len(s.aside) > 0 && success && !s.finishing
}

// askingToClose asks what to do about the repair. Letting it finish is the safe choice.
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
