package ui

import (
	"time"

	"retune/diagnostics/guide"
)

// copiedFor is how long a button says that it has copied.
const copiedFor = 2 * time.Second

// copy puts a text on the clipboard, and the button for it says so for a moment.
func (w *Window) copy(kind intentKind, text string) {
	w.app.Clipboard().SetContent(text)
	w.state.copied = kind
	if w.forget != nil {
		w.forget()
	}
	w.forget = w.doors.After(copiedFor, func() {
		w.state.copied, w.forget = noIntent, nil
		w.draw()
	})
	w.draw()
}

// toCopy returns the text that a copying button copies.
func (w *Window) toCopy(kind intentKind) string {
	switch kind {
	case intentCopyNotice:
		return w.state.notice.address
	case intentCopySupport:
		return w.doors.Address(guide.LinkSupport)
	case intentCopyReport:
		return w.state.report.text
	default:
		return w.evidenceText()
	}
}
