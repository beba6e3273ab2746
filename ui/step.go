package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// bodyWidth is the maximum width of a step's content.
const bodyWidth = 720

// body is the content of an open step.
type body struct {
	box    *fyne.Container
	number int
	host   *host
	acts   stepActs
	shown  bodyView

	job *jobPanel
}

func newBody(number int, host *host, acts stepActs) *body {
	b := &body{box: container.New(column{gap: 10}), number: number, host: host, acts: acts}
	b.job = newJobPanel(host, acts.do)
	return b
}

// set shows the view. If only numbers have changed they are updated in place; anything else
// redraws the content.
func (b *body) set(view bodyView) {
	if reflect.DeepEqual(b.shown, view) && len(b.box.Objects) > 0 {
		return
	}
	before := b.shown
	b.shown = view
	b.job.set(view.job)
	before.job, view.job = jobView{kind: before.job.kind}, jobView{kind: view.job.kind}
	if reflect.DeepEqual(before, view) && len(b.box.Objects) > 0 {
		b.box.Refresh()
		return
	}
	b.host.redraw(b.box, func() { b.fill(b.shown) })
}

func (b *body) fill(view bodyView) {
	b.box.Objects = nil
	b.box.Add(newProse(view.why, theme.SizeNameText))
	if view.job.kind != jobNone {
		b.box.Add(b.job.box)
	}
	b.addAside(view.aside)
	b.addNotice(view.notice)
	b.addFound(view.found)
	b.addHow(view.how)
	b.addOffers(view.offers)
	b.addTick(view.tick)
	b.box.Refresh()
}

func (b *body) addFound(found []foundView) {
	if len(found) == 0 {
		return
	}
	list := container.New(column{gap: 6})
	for _, view := range found {
		sign := newSign(signSmall)
		sign.set(view.mark, view.word)
		words := container.New(column{}, newProse(view.name, theme.SizeNameCaptionText).quiet(), newProse(view.text, sizeQuiet))
		list.Add(container.New(line{gap: 10, grow: 1, top: true}, sign, words))
	}
	b.box.Add(newNook(list))
}

func (b *body) addHow(view howView) {
	if len(view.lines) == 0 {
		return
	}
	devices := newSwitch(b.host, view.devices, b.acts.device)
	heading := container.New(line{gap: 8, grow: 1, top: true}, container.New(inset{top: 4}, quietTitle(view.title)), devices)
	b.box.Add(container.New(column{gap: 4}, heading, newMoves(view.lines)))
	if picture := newPicture(view.picture, b.acts.picture); picture != nil {
		b.box.Add(picture)
	}
}

func (b *body) addAside(view asideView) {
	if view.text == "" {
		return
	}
	row := newOfferRow(b.host, b.acts.do)
	row.set(view.offers)
	b.box.Add(newNook(container.New(column{gap: 10}, newProse(view.text, sizeQuiet), row.box)))
}

func (b *body) addNotice(view noticeView) {
	if view.text != "" {
		b.box.Add(newNotice(view, b.host, b.acts.do))
	}
}

// newNotice says what could not be opened, with the address to open by hand.
func newNotice(view noticeView, host *host, do func(intent)) fyne.CanvasObject {
	sign := newSign(signSmall)
	sign.set(markAttention, "")
	words := container.New(column{gap: 6}, newProse(view.text, sizeQuiet))
	if view.address != "" {
		row := newOfferRow(host, do)
		row.set([]offer{view.offer})
		words.Add(newTextResult(host, newProse(view.address, sizeQuiet).monospace()))
		words.Add(row.box)
	}
	return container.New(line{gap: 8, grow: 1, top: true}, sign, words)
}

func (b *body) addOffers(shown []offer) {
	if len(shown) == 0 {
		return
	}
	row := newOfferRow(b.host, b.acts.do)
	row.set(shown)
	b.box.Add(row.box)
}

func (b *body) addTick(view tickView) {
	if view.shown {
		b.box.Add(newTick(b.host, view, func(done bool) { b.acts.tick(b.number, done) }))
	}
}
