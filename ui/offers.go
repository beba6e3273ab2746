package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// offers is a row of buttons. Showing the same offers again keeps the same buttons, and with
// them the focus.
type offers struct {
	box     *fyne.Container
	host    *host
	do      func(intent)
	shown   []offer
	buttons []*button
}

func newOffers(host *host, layout fyne.Layout, do func(intent)) *offers {
	return &offers{box: container.New(layout), host: host, do: do}
}

// newOfferRow puts its buttons side by side.
func newOfferRow(host *host, do func(intent)) *offers {
	return newOffers(host, &flow{gap: 8}, do)
}

func (o *offers) set(shown []offer) {
	if slices.Equal(o.shown, shown) {
		return
	}
	for i, offer := range shown {
		if i < len(o.buttons) {
			o.change(i, offer)
			continue
		}
		button := newButton(o.host, offer.label, offer.look, func() { o.do(o.shown[i].intent) })
		button.off = offer.off
		o.buttons = append(o.buttons, button)
	}
	o.drop(o.buttons[len(shown):])
	o.shown, o.buttons = slices.Clone(shown), o.buttons[:len(shown)]
	o.box.Objects = nil
	for _, button := range o.buttons {
		o.box.Add(button)
	}
	o.box.Refresh()
}

// drop takes the focus away from buttons that were removed: a key would still press them.
func (o *offers) drop(gone []*button) {
	for _, button := range gone {
		if button.focused {
			o.host.canvas.Unfocus()
		}
	}
}

func (o *offers) change(i int, offer offer) {
	button := o.buttons[i]
	button.label, button.look, button.off = offer.label, offer.look, offer.off
	button.Refresh()
}
