package ui

import "fyne.io/fyne/v2"

// cardLayout stacks the card's blocks. In the strip, head, facts and Support are side by side
// with the needs below them.
type cardLayout struct{ card *card }

// The spacing of the card's blocks, and the minimum width of facts and Support in the strip.
const (
	blockGap             = 14
	factsRoom, stuckRoom = 190, 180
)

// Layout stacks the blocks, or puts them side by side.
func (l cardLayout) Layout(blocks []fyne.CanvasObject, size fyne.Size) {
	if !l.card.strip {
		column{gap: blockGap}.Layout(blocks, size)
		return
	}
	head, facts, needs, stuck := blocks[0], blocks[1], blocks[2], blocks[3]
	factsWide, stuckWide := max(factsRoom, facts.MinSize().Width), max(stuckRoom, stuck.MinSize().Width)
	room := size.Width - factsWide - stuckWide - 2*blockGap
	head.Move(fyne.Position{})
	facts.Move(fyne.NewPos(room+blockGap, 0))
	stuck.Move(fyne.NewPos(size.Width-stuckWide, 0))
	height := max(fitWidth(head, room), fitWidth(facts, factsWide), fitWidth(stuck, stuckWide))
	needs.Move(fyne.NewPos(0, height+blockGap))
	fitWidth(needs, size.Width)
}

// MinSize returns the height of the blocks in their current arrangement.
func (l cardLayout) MinSize(blocks []fyne.CanvasObject) fyne.Size {
	if !l.card.strip {
		return fyne.NewSize(0, column{gap: blockGap}.MinSize(blocks).Height)
	}
	beside := line{}.MinSize([]fyne.CanvasObject{blocks[0], blocks[1], blocks[3]}).Height
	return fyne.NewSize(0, beside+blockGap+blocks[2].MinSize().Height)
}

// headLayout stacks product, numeral, title and summary. In the strip the numeral is to the
// left of the others.
type headLayout struct{ card *card }

// numeralRoom is the numeral's width in the strip.
const numeralRoom = 48

// Layout stacks the lines.
func (l headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if !l.card.strip {
		column{gap: 2}.Layout(objects, size)
		return
	}
	numeral := objects[1]
	numeral.Move(fyne.NewPos(0, 8))
	fitWidth(numeral, numeralRoom)
	var y float32
	for _, object := range []fyne.CanvasObject{objects[0], objects[2], objects[3]} {
		object.Move(fyne.NewPos(numeralRoom, y))
		y += fitWidth(object, size.Width-numeralRoom) + 2
	}
}

// MinSize is as high as the lines.
func (l headLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if !l.card.strip {
		return column{gap: 2}.MinSize(objects)
	}
	return fyne.NewSize(0, column{gap: 2}.MinSize([]fyne.CanvasObject{objects[0], objects[2], objects[3]}).Height)
}

// needsLayout stacks the needs under their heading. In the strip they are side by side
// without it.
type needsLayout struct{ card *card }

// Layout stacks the needs, or puts them side by side.
func (l needsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if !l.card.strip {
		column{gap: 6}.Layout(objects, size)
		return
	}
	needs := objects[1:]
	width := (size.Width - blockGap*float32(len(needs)-1)) / float32(len(needs))
	for i, need := range needs {
		need.Move(fyne.NewPos(float32(i)*(width+blockGap), 0))
		fitWidth(need, width)
	}
}

// MinSize returns the height of the needs in their current arrangement.
func (l needsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if !l.card.strip {
		return fyne.NewSize(0, column{gap: 6}.MinSize(objects).Height)
	}
	return fyne.NewSize(0, line{}.MinSize(objects).Height)
}

// tight removes the leading above and below a large numeral.
type tight struct{}

// Layout lets the numeral extend above and below its size.
func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		least := object.MinSize()
		object.Move(fyne.NewPos(0, (size.Height-least.Height)/2))
		object.Resize(fyne.NewSize(size.Width, least.Height))
	}
}

// MinSize returns the numeral's size without most of its leading.
func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	return fyne.NewSize(least.Width, least.Height*0.78)
}
