package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// jobPanel shows a plan, the progress of carrying it out, or how that ended.
type jobPanel struct {
	box     *fyne.Container
	nook    *panel
	plan    *fyne.Container
	planned []planLine // what the plan shows
	bar     *bar
	figures *text
	sign    *sign
	ending  *text
	after   *text
	result  *fyne.Container
	buttons *offers
}

func newJobPanel(host *host, do func(intent)) *jobPanel {
	p := &jobPanel{
		plan: container.New(column{gap: 4}), bar: newBar(), figures: newProse("", sizeQuiet),
		sign: newSign(signSmall), ending: newProse("", ""), after: newProse("", sizeQuiet).quiet(), buttons: newOfferRow(host, do),
	}
	p.result = container.New(line{gap: 8, grow: 1, top: true}, container.New(inset{top: 2}, p.sign),
		newResult(host, container.New(column{gap: 2}, p.ending, p.after), p.said))
	p.nook = newNook(p.plan)
	p.box = container.New(column{gap: 10}, p.nook, p.figures, p.bar, p.result, p.buttons.box)
	return p
}

func (p *jobPanel) set(view jobView) {
	show(p.nook, len(view.plan) > 0)
	p.setPlan(view.plan)
	p.figures.say(view.text)
	show(p.figures, view.kind == jobProgress)
	show(p.bar, view.counts)
	p.bar.set(view.part, view.text)
	show(p.result, view.kind == jobOutcome)
	p.ending.say(view.text)
	p.after.say(view.after)
	p.sign.set(view.mark, view.word)
	p.buttons.set(view.offers)
	show(p.buttons.box, len(view.offers) > 0)
	p.box.Refresh()
}

// said returns how the job ended, as text.
func (p *jobPanel) said() string {
	return strings.TrimSpace(p.ending.said() + "\n" + p.after.said())
}

func (p *jobPanel) setPlan(lines []planLine) {
	if slices.Equal(p.planned, lines) {
		return
	}
	p.planned, p.plan.Objects = lines, nil
	for _, line := range lines {
		p.plan.Objects = append(p.plan.Objects, newPlanLine(line))
	}
}

func newPlanLine(view planLine) fyne.CanvasObject {
	words := newProse(view.text, sizeQuiet)
	if view.path {
		words = newProse(view.text, theme.SizeNameCaptionText).monospace()
	}
	if view.strong {
		words = newProse(view.text, sizeQuiet).bold()
	}
	if view.figure == "" {
		return words
	}
	return container.New(line{gap: 12, grow: 0, top: true}, words, newText(view.figure, sizeQuiet).quiet())
}
