package ui

import (
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
)

// support is the tab that says when to stop trying and whom to ask.
type support struct {
	scroll *container.Scroll
	host   *host
	do     func(intent)
	notice *fyne.Container
	open   *offers
	report *reportPanel
	shown  supportView
}

func newSupport(v viewer, host *host, version string, view supportView, do func(intent)) *support {
	s := &support{
		host: host, do: do, notice: container.New(column{}),
		open: newOfferRow(host, do), report: newReportPanel(v, host, do),
	}
	ask := container.New(column{gap: 12},
		newProse(view.title, sizeHeadline).bold(),
		newProse(view.text, ""),
		newProse(v.say("support.tries"), "").bold(),
		newList(view.tries, true),
		newProse(v.say("support.helps"), "").bold(),
		newList(view.helps, false),
		newWay(v, host, view.address, s.open.box, s.notice),
	)
	page := container.New(column{gap: 12}, newSurface(evenly(20), ask), s.report.panel, s.foot(v, version))
	s.scroll = container.NewVScroll(container.New(evenPage(), container.New(readingWidth, page)))
	s.set(view)
	return s
}

// foot makes the last line of the page.
func (s *support) foot(v viewer, version string) fyne.CanvasObject {
	words := newProse(v.sayWith("support.version", diagnostics.Args{"Version": version}), theme.SizeNameCaptionText).quiet()
	keys := newButton(s.host, v.say("support.keys"), link, func() { s.do(intent{kind: intentKeys}) })
	return container.New(line{gap: 12, grow: 0}, words, keys)
}

// newList makes a list of sentences, numbered or with bullets.
func newList(sentences []string, numbers bool) fyne.CanvasObject {
	list := container.New(column{gap: 6})
	for i, sentence := range sentences {
		before := "•"
		if numbers {
			before = fmt.Sprintf("%d.", i+1)
		}
		list.Add(container.New(line{gap: 8, grow: 1, top: true}, container.New(wide(14), newText(before, "").quiet()), newProse(sentence, "")))
	}
	return list
}

// set updates what can change: the buttons, the report, and the line about a page that could
// not be opened.
func (s *support) set(view supportView) {
	if reflect.DeepEqual(s.shown, view) {
		return
	}
	s.open.set(view.open)
	s.report.set(view.report)
	if s.shown.notice != view.notice {
		s.notice.Objects = nil
		if view.notice.text != "" {
			s.notice.Add(newNotice(noticeView{text: view.notice.text}, s.host, s.do))
		}
	}
	show(s.notice, view.notice.text != "")
	s.shown = view
	settle(s.scroll)
}

// reportPanel shows the report for Support.
type reportPanel struct {
	panel  *panel
	line   *text
	nook   *panel
	words  *text
	offers *offers
	result *fyne.Container
	sign   *sign
	saved  *text
}

func newReportPanel(v viewer, host *host, do func(intent)) *reportPanel {
	r := &reportPanel{
		line: newProse("", ""), words: newProse("", theme.SizeNameCaptionText).monospace(),
		offers: newOfferRow(host, do), sign: newSign(signSmall), saved: newProse("", sizeQuiet),
	}
	r.nook = newNook(newTextResult(host, r.words))
	r.result = container.New(line{gap: 8, grow: 1, top: true}, container.New(inset{top: 2}, r.sign), r.saved)
	r.panel = newSurface(evenly(20), container.New(column{gap: 12},
		newProse(v.say("support.report"), sizeTitle).bold(), r.line, r.nook, r.offers.box, r.result))
	return r
}

func (r *reportPanel) set(view reportView) {
	r.line.say(view.line)
	r.words.say(view.text)
	show(r.nook, view.text != "")
	r.offers.set(view.offers)
	show(r.offers.box, len(view.offers) > 0)
	r.saved.say(view.saved)
	show(r.result, view.saved != "")
	if view.mark != "" {
		r.sign.set(view.mark, view.word)
	}
	r.panel.Refresh()
}
