package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAnotherLanguageIsShownAtOnce(t *testing.T) {
	r := started(t, hostsBlocked())
	r.openStep(3)
	r.search()
	test.Type(r.faq.entry, "premium")
	instructions := r.content.Guide
	instructions.Card.Title = "Fehler 2"
	instructions.Questions = append(instructions.Questions[:0:0], instructions.Questions...)
	for i := range instructions.Questions {
		instructions.Questions[i].Question = "Frage: Premium"
	}
	r.SetLanguage(instructions, r.content.Words)
	if r.faq.entry.Text != "premium" {
		t.Errorf("the search is for %q", r.faq.entry.Text)
	}
	r.wants("Frage: ")
	r.turnTo(fixTab)
	r.wants("Fehler 2", "Your computer is told to block Spotify", "Restart Spotify")
	r.wantsNot("Error Code 2")
	r.turnTo(supportTab)
	r.wants("If nothing has helped so far")
}

func TestALanguageIsChosenInTheMiddleOfARepair(t *testing.T) {
	r := planShown(t)
	r.press("Clear the cache")
	before := r.signs()
	r.SetLanguage(r.content.Guide, r.content.Words)
	for _, sign := range before {
		if sign.turning() {
			t.Error("a ring turns on the page that is gone")
		}
	}
	r.wants("Clearing Spotify’s cache", "Stop")
	r.typed(&fyne.KeyEvent{Name: fyne.KeyEscape})
	r.finish()
	r.wants("Spotify’s cache is cleared.")
}
