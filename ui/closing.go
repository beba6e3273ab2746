package ui

import "retune/diagnostics/repair"

// Close closes the window as a person does. It belongs on the screen's thread.
func (w *Window) Close() { w.close() }

// close ends the window as soon as nothing is half done. A repair at work is asked
// to stop and waited for. After a success the old cache is deleted behind the
// hidden window: it was kept for the case that the repair does not help.
func (w *Window) close() {
	w.diagnosis.stop()
	w.state.closing = true
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
		_, _ = w.doors.Discard(w.life, func(repair.Progress) {})
		w.doors.Post(w.window.Close)
	})
}

// discardOnClose reports whether the old cache has served: the repair that set it
// aside worked, and nothing was stopped or taken back since.
func (s *state) discardOnClose() bool {
	last := s.job
	success := last.stage == ended && last.act == applying && !last.halted && last.outcome.Result == repair.Repaired
	return len(s.aside) > 0 && success
}
