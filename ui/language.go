package ui

import (
	"fyne.io/fyne/v2"

	"retune/diagnostics/guide"
	"retune/diagnostics/words"
)

// SetLanguage switches everything to another language at once. Work in progress continues,
// and whatever the user has opened, typed and scrolled to is kept. It must be called on the
// screen's thread.
func (w *Window) SetLanguage(instructions guide.Guide, text *words.Words) {
	query, offset := "", w.scroll.Offset
	if w.faq != nil {
		query = w.faq.entry.Text
	}
	for _, sign := range w.signs() {
		sign.leave(true) // stop the animations of the old page
	}
	w.host.canvas.Unfocus()
	w.content.Guide, w.content.Words = instructions, text
	w.pages, w.faq, w.support, w.stability, w.shortcuts = [pageCount]fyne.CanvasObject{}, nil, nil, nil, nil
	w.sheet.set(w.build())
	w.scroll.ScrollToOffset(offset)
	if w.state.report.text != "" {
		w.showReport()
	}
	if query != "" {
		w.buildPage(faqTab)
		w.faq.entry.SetText(query)
		w.turnTo(w.page)
	}
}
