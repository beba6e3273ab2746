package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"retune/diagnostics"
)

// card is the error card: at the left of a wide window, a strip above in a narrow one.
type card struct {
	panel *panel
	needs []*need
}

func newCard(v viewer, host *host, do func(intent)) *card {
	c := &card{}
	blocks := container.New(cardLayout{}, c.head(v), c.facts(v), c.needBlock(v), c.support(v, host, do))
	c.panel = newSurface(evenly(16), blocks)
	return c
}

func (c *card) set(v viewer) {
	for i, view := range v.needs() {
		c.needs[i].set(view)
	}
}

func (c *card) head(v viewer) fyne.CanvasObject {
	about := v.guide.Card
	return container.New(column{gap: 2},
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
	block := container.New(column{gap: 6}, newProse(v.say("card.needs"), theme.SizeNameCaptionText).quiet().bold())
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

// need is one thing that a person needs, with its sign.
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

// cardLayout stacks the card's blocks, or sets them side by side where there is room.
type cardLayout struct{}

// How the card's blocks are spaced, and from which width on they stand side by side.
const (
	blockGap   = 14
	stripWidth = 480
)

// Layout stacks the blocks, or sets them side by side.
func (cardLayout) Layout(blocks []fyne.CanvasObject, size fyne.Size) {
	if size.Width < stripWidth {
		column{gap: blockGap}.Layout(blocks, size)
		return
	}
	var x float32
	room := size.Width - blockGap*float32(len(blocks)-1)
	for i, part := range []float32{0.27, 0.23, 0.28, 0.22} {
		blocks[i].Move(fyne.NewPos(x, 0))
		fitWidth(blocks[i], room*part)
		x += room*part + blockGap
	}
}

// MinSize is as high as the blocks are, the way they stand.
func (cardLayout) MinSize(blocks []fyne.CanvasObject) fyne.Size {
	if len(blocks) > 1 && blocks[1].Position().X > 0 {
		return fyne.NewSize(0, line{}.MinSize(blocks).Height)
	}
	return fyne.NewSize(0, column{gap: blockGap}.MinSize(blocks).Height)
}

// tight takes the leading from above and below a large numeral.
type tight struct{}

// Layout lets the numeral stand out above and below.
func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		least := object.MinSize()
		object.Move(fyne.NewPos(0, (size.Height-least.Height)/2))
		object.Resize(fyne.NewSize(size.Width, least.Height))
	}
}

// MinSize is the numeral without most of its leading.
func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	return fyne.NewSize(least.Width, least.Height*0.78)
}
