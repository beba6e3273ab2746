package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// note is the quiet line of the verdict's panel. It is as high with its button as
// without, so that nothing below it moves when a check comes and goes.
type note struct {
	box    *fyne.Container
	sign   *sign
	words  *text
	offers *offers
}

// noteHeight is the height of the line: that of a button that is only words.
const noteHeight = 28

func newNote(host *host, do func(intent)) *note {
	n := &note{
		sign: newSign(signSmall), words: newText("", theme.SizeNameCaptionText).quiet(),
		offers: newOffers(host, line{grow: -1}, do),
	}
	height := canvas.NewRectangle(color.Transparent)
	height.SetMinSize(fyne.NewSize(0, noteHeight))
	n.box = container.New(line{gap: 6, grow: -1}, n.sign, n.words, n.offers.box, height)
	n.box.Hide()
	return n
}

func (n *note) set(view noteView) {
	show(n.box, view.text != "")
	show(n.sign, view.busy)
	if view.busy {
		n.sign.set(markBusy, view.text)
	} else {
		n.sign.set(markWaiting, "")
	}
	n.words.say(view.text)
	n.offers.set(view.offers)
	show(n.offers.box, len(view.offers) > 0)
	n.box.Refresh()
}
