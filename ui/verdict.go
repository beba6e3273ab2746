package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// verdictGap is the space between a sign in the panel and its text.
const verdictGap = 14

// verdict is the panel that says what is wrong and the one thing to do next.
type verdict struct {
	panel           *panel
	sign            *sign
	headline, proof *text
	do              *text
	main, quiet     *offers
	note            *note
	evidence        *fyne.Container
	copy            *offers
	shown           verdictView
}

func newVerdict(host *host, act func(intent)) *verdict {
	d := &verdict{
		sign:     newSign(signBig),
		headline: newProse("", sizeHeadline).bold(),
		proof:    newProse("", theme.SizeNameText).quiet(),
		do:       newProse("", theme.SizeNameText),
		main:     newOffers(host, column{gap: 6}, act),
		quiet:    newOffers(host, column{gap: 0}, act),
		note:     newNote(host, act),
		evidence: container.New(column{gap: 10}),
		copy:     newOfferRow(host, act),
	}
	d.evidence.Hide()
	said := newResult(host, container.New(column{gap: 4}, d.headline, d.proof, d.do), func() string {
		return d.shown.text()
	})
	words := container.New(column{gap: 2}, said, d.note.box)
	buttons := container.New(column{gap: 4}, d.main.box, d.quiet.box)
	top := container.New(line{gap: verdictGap, grow: 1, top: true}, d.sign, words, buttons)
	d.panel = newPanel(colorBusyTint, "", surfaceRadius, inset{14, 16, 14, 16},
		container.New(column{gap: 12}, top, d.evidence))
	return d
}

func (d *verdict) set(view verdictView) {
	if reflect.DeepEqual(d.shown, view) {
		return
	}
	d.panel.tint(view.mark.tint())
	d.sign.set(view.mark, view.headline)
	d.headline.say(view.headline)
	d.proof.say(view.proof)
	d.do.say(view.do)
	first := min(1, len(view.offers))
	d.main.set(view.offers[:first])
	d.quiet.set(view.offers[first:])
	d.note.set(view.note)
	d.copy.set(view.copy)
	d.setEvidence(view)
	d.shown = view
}

// text returns what the panel says, one line each.
func (v verdictView) text() string {
	return strings.TrimSpace(strings.Join([]string{v.headline, v.proof, v.do}, "\n"))
}

// setEvidence redraws the list if it has changed.
func (d *verdict) setEvidence(view verdictView) {
	if view.shown == d.shown.shown && reflect.DeepEqual(view.evidence, d.shown.evidence) {
		return
	}
	d.evidence.RemoveAll()
	if view.shown {
		d.evidence.Add(widget.NewSeparator())
		for _, finding := range view.evidence {
			d.evidence.Add(newEvidence(finding))
		}
		d.evidence.Add(container.New(inset{left: signBig + verdictGap}, d.copy.box))
	}
	show(d.evidence, view.shown)
}

// newEvidence makes one entry of the list: what was seen, and its technical name.
func newEvidence(view evidenceView) fyne.CanvasObject {
	sign := newSign(signSize)
	sign.set(view.mark, view.word)
	words := container.New(column{gap: 2},
		newProse(view.title, theme.SizeNameText).bold(),
		newProse(view.detail, sizeQuiet),
		newProse(view.technical, theme.SizeNameCaptionText).quiet().monospace(),
	)
	return container.New(line{gap: verdictGap, grow: 1, top: true}, container.New(wide(signBig), container.NewCenter(sign)), words)
}
