package ui

import (
	"context"

	"retune/diagnostics"
	"retune/diagnostics/guide"
)

// do carries out what a button is for.
func (w *Window) do(what intent) {
	switch what.kind {
	case intentCheck:
		w.diagnose("")
	case intentStop:
		w.stopShown()
	case intentStopAgain:
		w.stopAgain()
	case intentStopJob:
		w.work.stop()
	case intentEvidence:
		w.state.evidence = !w.state.evidence
		w.draw()
	case intentCopy, intentCopyNotice, intentCopySupport, intentCopyReport:
		w.copy(what.kind, w.toCopy(what.kind))
	case intentShowReport:
		w.showReport()
	case intentHideReport:
		w.hideReport()
	case intentSaveReport:
		w.saveReport()
	case intentKeys:
		w.toggleShortcuts()
	case intentAction:
		w.act(what.action, what.step)
	case intentDone, intentFinish, intentLeave, intentStay:
		w.part(what)
	case intentWatch, intentSavePicture, intentSaveTable:
		w.watchOrSave(what.kind)
	default:
		w.mend(what)
	}
}

// part handles the buttons that close the window or keep it open.
func (w *Window) part(what intent) {
	switch what.kind {
	case intentDone:
		w.leave()
	case intentFinish:
		w.finishFirst()
	case intentLeave:
		w.close()
	case intentStay:
		w.stay()
	default: // no other kind of button
	}
}

// mend handles the buttons that change something, or lead up to it.
func (w *Window) mend(what intent) {
	switch what.kind {
	case intentPlan:
		w.plan(what.repair, what.step)
	case intentConsent:
		w.consent()
	case intentCancel:
		w.cancel()
	case intentCloseThen:
		w.closeThen(what.repair, what.step)
	case intentUndo:
		w.undo(what.repair, what.step)
	case intentDiscard:
		w.discard(what.step)
	default: // no other kind of button
	}
}

// stopShown stops whatever the verdict's panel is showing.
func (w *Window) stopShown() {
	if w.state.job.running() {
		w.work.stop()
	} else if w.state.check.phase == checking {
		w.stopDiagnosis()
	}
}

// stop stops a running repair, or else a running diagnosis, or else puts a plan away.
func (w *Window) stop() {
	switch {
	case w.page == keysPage:
		w.toggleShortcuts()
	case w.state.asking:
		w.stay()
	case w.state.job.busy():
		w.work.stop()
	case w.state.check.phase == checking:
		w.stopDiagnosis()
	case w.state.job.stage == planned:
		w.cancel()
	case w.state.again:
		w.stopAgain()
	}
}

// act opens what an action names, or shows it in the window.
func (w *Window) act(action diagnostics.Action, step int) {
	switch action {
	case diagnostics.ActionCheckAgain:
		w.diagnose("")
	case diagnostics.ActionShowOfflineMode:
		w.showStep(offlineModeStep)
	default:
		w.open(action, step)
	}
}

// offlineModeStep is the step that shows where Offline Mode is turned off.
const offlineModeStep = 2

// open opens a page or the system's settings. If that fails the page shows one line about it,
// with the address if there is one. For Spotify Support the line is on its own tab.
func (w *Window) open(action diagnostics.Action, step int) {
	w.state.notice = notice{}
	w.draw()
	w.doors.Go(func() {
		err := w.opener(action)(w.life)
		w.doors.Post(func() {
			if err != nil {
				w.notOpened(action, step)
			}
		})
	})
}

// opener is the door for an action: a page of the guide, or the system's settings.
func (w *Window) opener(action diagnostics.Action) func(context.Context) error {
	if link, ok := guide.LinkOf(action); ok {
		return func(ctx context.Context) error { return w.doors.OpenLink(ctx, link) }
	}
	return func(ctx context.Context) error { return w.doors.OpenAction(ctx, action) }
}

func (w *Window) notOpened(action diagnostics.Action, step int) {
	w.state.notice = notice{step: step, action: action}
	if link, ok := guide.LinkOf(action); ok {
		w.state.notice.address = w.doors.Address(link)
	}
	if step == 0 {
		w.turnTo(supportTab)
	} else {
		w.state.open[step] = true
	}
	w.draw()
}
