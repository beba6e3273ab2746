package ui

import (
	"strconv"

	"retune/diagnostics"
)

// supportView is what the Support tab shows.
type supportView struct {
	title, text string
	tries       []string // what is left to try, in order
	helps       []string // what Support can do
	address     string
	open        []offer
	notice      noticeView
	report      reportView
}

// reportView is the report for Support: a line about it, and its whole text when it is open.
type reportView struct {
	line, text string
	offers     []offer
	// saved says where it was saved, or that saving failed.
	saved string
	mark  mark
	word  string
}

// tries is how many things there are to try before asking Support.
const tries = 4

// support returns what the tab shows.
func (v viewer) support(address string) supportView {
	view := supportView{
		title: v.guide.Stop.Title, text: v.guide.Stop.Text, helps: v.guide.Stop.Helps,
		address: address, notice: v.noticeFor(0), report: v.reportView(),
		open: []offer{
			{label: v.say("support.open"), look: filled, intent: intent{kind: intentAction, action: diagnostics.ActionOpenSupport}},
			{label: v.copyLabel("support.copy", intentCopySupport), intent: intent{kind: intentCopySupport}},
		},
	}
	for i := range tries {
		view.tries = append(view.tries, v.say("support.try."+strconv.Itoa(i+1)))
	}
	return view
}

// reportView returns the report, which must be shown before it can be copied or saved.
func (v viewer) reportView() reportView {
	view := reportView{line: v.say("support.report.about"), text: v.report.text}
	switch {
	case v.report.text != "":
		view.offers = []offer{
			{label: v.copyLabel("support.report.copy", intentCopyReport), intent: intent{kind: intentCopyReport}},
			{label: v.say("support.report.save"), intent: intent{kind: intentSaveReport}},
			{label: v.say("support.report.hide"), look: link, intent: intent{kind: intentHideReport}},
		}
	case v.check.phase == finished:
		view.offers = []offer{{label: v.say("support.report.show"), off: v.report.making, intent: intent{kind: intentShowReport}}}
	case v.check.phase == checking:
		view.line = v.say("support.report.wait")
	default:
		view.line = v.say("support.report.check")
		view.offers = []offer{{label: v.say("check-again"), intent: intent{kind: intentCheck}}}
	}
	switch {
	case v.report.failed:
		view.mark, view.saved = markAttention, v.say("support.report.not-saved")
	case v.report.path != "":
		view.mark, view.saved = markFine, v.sayWith("support.report.saved", diagnostics.Args{"Path": v.report.path})
	}
	if view.mark != "" {
		view.word = v.word(view.mark)
	}
	return view
}

// copyLabel returns a copying button's label, which for a moment says that it is done.
func (v viewer) copyLabel(key string, kind intentKind) string {
	if v.copied == kind {
		return v.say("copied")
	}
	return v.say(key)
}

// reportName is the default name of the saved report.
const reportName = "retune-report.txt"

// report is the report for Support on the page; path is where it was saved.
type report struct {
	text, path     string
	making, failed bool
}

// showReport writes a report on the last diagnosis and shows it.
func (w *Window) showReport() {
	if w.state.report.making || w.state.check.phase != finished {
		return
	}
	diagnosis, said := w.state.check.report, w.content.Words
	w.state.report = report{making: true}
	w.draw()
	w.doors.Go(func() {
		text := w.doors.Report(said, diagnosis)
		w.doors.Post(func() {
			w.state.report = report{text: text}
			w.draw()
		})
	})
}

// saveReport saves exactly the text on the page.
func (w *Window) saveReport() {
	text := w.state.report.text
	w.doors.Go(func() {
		path, err := w.doors.Save(reportName, []byte(text+"\n"))
		w.doors.Post(func() {
			w.state.report.path, w.state.report.failed = path, err != nil
			w.draw()
		})
	})
}

// hideReport hides the report.
func (w *Window) hideReport() {
	w.state.report = report{}
	w.draw()
}
