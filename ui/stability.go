package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// stabilityPage is the tab that watches the connection.
type stabilityPage struct {
	scroll *container.Scroll
	host   *host
	glance *glance
	offers *offers
	spans  []*choice
	chart  *chart
	drops  *fyne.Container
	lines  []*dropLine
	none   *text
	more   *text
	saving *offers
	result *fyne.Container
	sign   *sign
	saved  *text
	shown  stabilityView
}

// glance is the panel that says what the drops have in common.
type glance struct {
	panel                  *panel
	line                   *fyne.Container // the panel's content
	sign                   *sign
	headline, advice, note *text
}

func newGlance(host *host, beside fyne.CanvasObject) *glance {
	g := &glance{
		sign: newSign(signBig), headline: newProse("", sizeHeadline).bold(),
		advice: newProse("", theme.SizeNameText).quiet(), note: newProse("", theme.SizeNameCaptionText).quiet(),
	}
	said := newResult(host, container.New(column{gap: 2}, g.headline, g.advice), func() string {
		return g.headline.said() + "\n" + g.advice.said()
	})
	words := container.New(column{gap: 6}, said, g.note)
	g.line = container.New(line{gap: verdictGap, grow: 1, top: true}, g.sign, words, beside)
	g.panel = newPanel(colorBusyTint, "", surfaceRadius, inset{14, 16, 14, 16}, g.line)
	return g
}

func (g *glance) set(view stabilityView) {
	g.panel.tint(view.mark.tint())
	g.sign.set(view.mark, view.headline)
	g.headline.say(view.headline)
	g.advice.say(view.advice)
	g.note.say(view.note)
}

func newStability(v viewer, host *host, do func(intent), choose func(time.Duration)) *stabilityPage {
	s := &stabilityPage{
		host: host, chart: newChart(), drops: container.New(column{}),
		none: newProse(v.say("stability.none"), "").quiet(), more: newProse("", sizeQuiet).quiet(),
		offers: newOffers(host, column{gap: 6}, do), saving: newOfferRow(host, do),
		sign: newSign(signSmall), saved: newProse("", sizeQuiet),
	}
	s.glance = newGlance(host, s.offers.box)
	s.result = container.New(line{gap: 8, grow: 1, top: true}, container.New(inset{top: 2}, s.sign), newTextResult(host, s.saved))
	choices := container.New(line{gap: 4, grow: -1})
	for _, span := range v.stability().spans {
		shown := newChoice(host, span.choiceView, func() { choose(span.span) })
		s.spans = append(s.spans, shown)
		choices.Add(shown)
	}
	head := container.New(line{gap: 12, grow: 0}, newProse(v.say("stability.title"), sizeTitle).bold(), choices)
	watched := newSurface(evenly(20), container.New(column{gap: 12},
		head, s.chart, newProse(v.say("stability.legend"), theme.SizeNameCaptionText).quiet()))
	dropped := newSurface(evenly(20), container.New(column{gap: 12},
		newProse(v.say("stability.drops"), sizeTitle).bold(), s.none, s.drops, s.more, s.saving.box, s.result))
	page := container.New(column{gap: 12}, s.glance.panel, watched, dropped)
	s.scroll = container.NewVScroll(container.New(evenPage(), container.New(middle(pageWidth), page)))
	return s
}

// set updates the page. A new round redraws only the chart.
func (s *stabilityPage) set(view stabilityView) {
	s.chart.set(view.chart)
	if s.same(view) {
		return
	}
	s.glance.set(view)
	s.offers.set(view.offers)
	for i, span := range view.spans {
		s.spans[i].set(span.choiceView)
	}
	s.setDrops(view)
	s.saving.set(view.saving)
	s.saved.say(view.saved)
	show(s.result, view.saved != "")
	if view.savedMark != "" {
		s.sign.set(view.savedMark, view.savedWord)
	}
	s.shown = view
	settle(s.scroll)
}

// same reports whether nothing except the chart has changed.
func (s *stabilityPage) same(view stabilityView) bool {
	last := s.shown
	return last.headline == view.headline && last.advice == view.advice && last.note == view.note && last.mark == view.mark &&
		last.saved == view.saved && last.more == view.more && slices.Equal(last.offers, view.offers) &&
		slices.Equal(last.saving, view.saving) && slices.Equal(last.spans, view.spans) && slices.Equal(last.drops, view.drops)
}

// setDrops lists the drops. It reuses the lines, because many drops can add up over hours.
func (s *stabilityPage) setDrops(view stabilityView) {
	show(s.none, len(view.drops) == 0)
	s.more.say(view.more)
	for len(s.lines) < len(view.drops) {
		line := newDropLine(len(s.lines) > 0)
		s.lines = append(s.lines, line)
		s.drops.Add(line.box)
	}
	for i, drop := range view.drops {
		s.lines[i].set(drop)
	}
}

// dropLine is one line in the list of drops.
type dropLine struct {
	box              *fyne.Container
	sign             *sign
	at, what, lasted *text
}

func newDropLine(below bool) *dropLine {
	l := &dropLine{
		sign: newSign(signSmall), at: newText("", sizeQuiet).quiet(),
		what: newProse("", ""), lasted: newText("", sizeQuiet).quiet(),
	}
	words := container.New(inset{top: 7, bottom: 7}, container.New(line{gap: 10, grow: 2}, l.sign, l.at, l.what, l.lasted))
	l.box = container.New(column{}, words)
	if below {
		l.box = container.New(column{}, widget.NewSeparator(), words)
	}
	return l
}

func (l *dropLine) set(drop dropView) {
	l.sign.set(drop.mark, drop.word)
	l.at.say(drop.at)
	l.what.say(drop.what)
	l.lasted.say(drop.lasted)
}
