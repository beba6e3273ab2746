package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// evenPage is the margin around a page.
func evenPage() inset { return inset{14, 16, 16, 16} }

// pageWidth is the maximum width of a page: longer lines are hard to read.
const pageWidth = 1180

// whole gives every object all of the space. Its minimum size is the window's.
type whole struct{}

// Layout gives each object the whole room.
func (whole) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.Position{})
		object.Resize(size)
	}
}

// MinSize returns the minimum size of the window.
func (whole) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastWidth, leastHeight) }

// frame puts the tabs at the top, and the page into the rest.
type frame struct{}

// Layout gives the tabs their height and the page the rest.
func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tabs, page := objects[0], objects[1]
	height := fitWidth(tabs, size.Width)
	page.Move(fyne.NewPos(0, height))
	page.Resize(size.SubtractWidthHeight(0, height))
}

// MinSize returns zero: the window has its own minimum size.
func (frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// tabPages gives each tab's page all of the space.
type tabPages struct{}

// Layout gives each page all of the space, and settles its content.
func (tabPages) Layout(pages []fyne.CanvasObject, size fyne.Size) {
	for _, page := range pages {
		page.Move(fyne.Position{})
		page.Resize(size)
		if scroll, ok := page.(*container.Scroll); ok {
			settle(scroll)
		}
	}
}

// MinSize returns zero: pages scroll.
func (tabPages) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// fixPage puts the card to the left of verdict and steps, or above them in a narrow window.
type fixPage struct{ card *card }

// The width of the card, the gap beside it, and the width of the page from which the card
// fits beside the rest: 900 less the margins.
const (
	cardWidth  = 264
	pageGap    = 16
	besideFrom = 868
)

// Layout puts the card beside the rest, or above it. Tab order begins with the rest, which
// contains the verdict.
func (p fixPage) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest, card := objects[0], objects[1]
	card.Move(fyne.Position{})
	p.card.arrange(size.Width < besideFrom)
	if size.Width < besideFrom {
		height := fitWidth(card, size.Width)
		rest.Move(fyne.NewPos(0, height+pageGap))
		fitWidth(rest, size.Width)
		return
	}
	height := fitWidth(card, cardWidth)
	rest.Move(fyne.NewPos(cardWidth+pageGap, 0))
	height = max(height, fitWidth(rest, size.Width-cardWidth-pageGap), size.Height)
	card.Resize(fyne.NewSize(cardWidth, height))
}

// MinSize returns the height of both in their current arrangement.
func (fixPage) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rest, card := objects[0].MinSize().Height, objects[1].MinSize().Height
	if objects[0].Position().X > 0 {
		return fyne.NewSize(0, max(card, rest))
	}
	return fyne.NewSize(0, card+pageGap+rest)
}

// middle centers its content at a width that is easy to read.
type middle float32

// readingWidth is the maximum width of a page of text.
const readingWidth middle = 760

// Layout centers the objects.
func (m middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, float32(m))
	for _, object := range objects {
		object.Move(fyne.NewPos((size.Width-width)/2, 0))
		object.Resize(fyne.NewSize(width, max(size.Height, fitWidth(object, width))))
	}
}

// MinSize is as high as the objects.
func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, column{}.MinSize(objects).Height)
}

// atMost makes its content as wide as possible up to a maximum width, aligned left.
type atMost float32

// Layout gives the objects their width.
func (a atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.Position{})
		fitWidth(object, min(size.Width, float32(a)))
	}
}

// MinSize is as high as the objects.
func (atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, column{}.MinSize(objects).Height)
}
