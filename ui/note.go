package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// note is the small line in the verdict's panel about quiet checks. It is as high without its
// button as with it, so that nothing below moves when a check starts or ends.
type note struct {
	box    *fyne.Container
	sign   *sign
	words  *text
	offers *offers
}

// noteHeight is the height of the line: that of a text-only button.
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
