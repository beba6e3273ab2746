package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
)

// card is the error card: on the left in a wide window, a strip across the top in a narrow
// one.
type card struct {
	panel *panel
	needs []*need
	// strip is whether it is shown as the strip. wanted, the heading of the needs, is omitted
	// there.
	strip  bool
	wanted *text
}

func newCard(v viewer, host *host, do func(intent)) *card {
	c := &card{}
	blocks := container.New(cardLayout{c}, c.head(v), c.facts(v), c.needBlock(v), c.support(v, host, do))
	c.panel = newSurface(evenly(16), blocks)
	return c
}

func (c *card) set(v viewer) {
	for i, view := range v.needs() {
		c.needs[i].set(view)
	}
}

// arrange switches between strip and card.
func (c *card) arrange(strip bool) {
	if c.strip != strip {
		c.strip = strip
		show(c.wanted, !strip)
	}
}

func (c *card) head(v viewer) fyne.CanvasObject {
	about := v.guide.Card
	return container.New(headLayout{c},
		newProse(v.sayWith("card.product", diagnostics.Args{"Brand": about.Brand, "Product": about.Product}), theme.SizeNameCaptionText).quiet(),
		container.New(tight{}, newText(about.Code, sizeNumeral).bold()),
		newProse(about.Title, sizeTitle).bold(),
		newProse(about.Summary, theme.SizeNameCaptionText).quiet(),
	)
}

func (c *card) facts(v viewer) fyne.CanvasObject {
	names, values := container.New(column{gap: 5}), container.New(column{gap: 5})
	for _, fact := range v.facts() {
		names.Add(newText(fact.name, sizeQuiet).quiet())
		values.Add(newText(fact.value, sizeQuiet))
	}
	return container.New(line{gap: 12, grow: 1, top: true}, names, values)
}

func (c *card) needBlock(v viewer) fyne.CanvasObject {
	c.wanted = newProse(v.say("card.needs"), theme.SizeNameCaptionText).quiet().bold()
	block := container.New(needsLayout{c}, c.wanted)
	for range v.guide.Needs {
		need := newNeed()
		c.needs = append(c.needs, need)
		block.Add(need.box)
	}
	return block
}

func (c *card) support(v viewer, host *host, do func(intent)) fyne.CanvasObject {
	ask := newButton(host, v.say("card.ask"), plain, func() {
		do(intent{kind: intentAction, action: diagnostics.ActionOpenSupport})
	})
	return container.New(column{gap: 8},
		newProse(v.say("card.stuck"), theme.SizeNameCaptionText).quiet().bold(),
		ask,
		newProse(v.checked(), theme.SizeNameCaptionText).quiet(),
	)
}

// need is one thing the user needs, with its sign.
type need struct {
	box         *fyne.Container
	sign        *sign
	title, note *text
}

func newNeed() *need {
	n := &need{
		sign: newSign(signSize), title: newProse("", sizeQuiet),
		note: newProse("", theme.SizeNameCaptionText).quiet(),
	}
	n.box = container.New(line{gap: 8, grow: 1, top: true}, n.sign, container.New(column{gap: 0}, n.title, n.note))
	return n
}

func (n *need) set(view needView) {
	n.sign.set(view.mark, view.word)
	n.title.say(view.title)
	n.note.say(view.note)
}
