package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// evenPage is the room around a page.
func evenPage() inset { return inset{14, 16, 16, 16} }

// pageWidth is as wide as a page gets: lines that are longer are hard to read.
const pageWidth = 1180

// whole gives all that lies in it the whole room. Its least size is the window's.
type whole struct{}

// Layout gives each object the whole room.
func (whole) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.Position{})
		object.Resize(size)
	}
}

// MinSize is the smallest size of the window.
func (whole) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastWidth, leastHeight) }

// frame has the tabs on top, and the page in what is left.
type frame struct{}

// Layout gives the tabs their height and the page the rest.
func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	tabs, page := objects[0], objects[1]
	height := fitWidth(tabs, size.Width)
	page.Move(fyne.NewPos(0, height))
	page.Resize(size.SubtractWidthHeight(0, height))
}

// MinSize is nothing: the window has a least size of its own.
func (frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// tabPages are the pages of the tabs, each as large as the room for it.
type tabPages struct{}

// Layout gives each page the whole room, and settles what lies in it.
func (tabPages) Layout(pages []fyne.CanvasObject, size fyne.Size) {
	for _, page := range pages {
		page.Move(fyne.Position{})
		page.Resize(size)
		if scroll, ok := page.(*container.Scroll); ok {
			settle(scroll)
		}
	}
}

// MinSize is nothing: pages scroll.
func (tabPages) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// fixPage has the card beside verdict and steps, or above them in a narrow window.
type fixPage struct{ card *card }

// How wide the card is, what lies between it and the rest, and from which width of
// the page on the card has room beside it: 900 less the room around the page.
const (
	cardWidth  = 264
	pageGap    = 16
	besideFrom = 868
)

// Layout sets the card beside the rest, or above it. The keyboard comes to the rest
// first: that is where the verdict is.
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

// MinSize is as high as both are, the way they stand.
func (fixPage) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rest, card := objects[0].MinSize().Height, objects[1].MinSize().Height
	if objects[0].Position().X > 0 {
		return fyne.NewSize(0, max(card, rest))
	}
	return fyne.NewSize(0, card+pageGap+rest)
}

// middle keeps what lies in it in the middle, at a width that is easy to read.
type middle float32

// readingWidth is as wide as a page of text gets.
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

// atMost is as wide as there is room, but no wider than it says, and lies at the left.
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
