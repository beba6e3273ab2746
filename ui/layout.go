package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// The layouts here first set a child's width and then ask for its height: the height of text
// that wraps depends on its width.

// column stacks its children from the top, each as wide as the column.
type column struct{ gap float32 }

// Layout stacks the objects, the width first.
func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		object.Move(fyne.NewPos(0, y))
		y += fitWidth(object, size.Width) + c.gap
	}
}

// MinSize is as wide as the widest and as high as all together.
func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
		shown++
	}
	return size.AddWidthHeight(0, c.gap*float32(max(0, shown-1)))
}

// fitWidth gives the object its width and the height it then needs, and returns that.
func fitWidth(object fyne.CanvasObject, width float32) float32 {
	object.Resize(fyne.NewSize(width, object.MinSize().Height))
	height := object.MinSize().Height
	object.Resize(fyne.NewSize(width, height))
	return height
}

// line puts its children side by side; the one at index grow gets the remaining width.
type line struct {
	gap  float32
	grow int // index of the child that grows; -1 for none
	top  bool
}

// Layout sets the objects side by side, the width first.
func (l line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := size.Width - l.MinSize(objects).Width
	if l.grow >= 0 {
		left += objects[l.grow].MinSize().Width
	}
	var x float32
	for i, object := range objects {
		if !object.Visible() {
			continue
		}
		width := object.MinSize().Width
		if i == l.grow {
			width = max(0, left)
		}
		height := fitWidth(object, width)
		y := (size.Height - height) / 2
		if l.top {
			y = 0
		}
		object.Move(fyne.NewPos(x, y))
		x += width + l.gap
	}
}

// MinSize is as wide as all together and as high as the highest.
func (l line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		size = fyne.NewSize(size.Width+least.Width, max(size.Height, least.Height))
		shown++
	}
	return size.AddWidthHeight(l.gap*float32(max(0, shown-1)), 0)
}

// flow puts its children side by side and starts a new row when one is full.
type flow struct {
	gap float32
	// height is the height that the last layout needed.
	height float32
}

// Layout fills one row after the other. Children lower than their row are centered
// vertically.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var x, y, height float32
	var row []fyne.CanvasObject
	end := func() {
		for _, object := range row {
			object.Move(object.Position().AddXY(0, (height-object.Size().Height)/2))
		}
		row = nil
	}
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		if x > 0 && x+least.Width > size.Width {
			end()
			x, y, height = 0, y+height+f.gap, 0
		}
		object.Resize(least)
		object.Move(fyne.NewPos(x, y))
		row = append(row, object)
		x, height = x+least.Width+f.gap, max(height, least.Height)
	}
	end()
	f.height = y + height
}

// MinSize is as wide as the widest and as high as the rows of the last layout.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		if object.Visible() {
			size = size.Max(object.MinSize())
		}
	}
	return size.Max(fyne.NewSize(0, f.height))
}

// inset puts margins around its only child.
type inset struct{ top, right, bottom, left float32 }

func evenly(all float32) inset { return inset{all, all, all, all} }

// Layout leaves the margins around the object.
func (i inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	inner := size.SubtractWidthHeight(i.left+i.right, i.top+i.bottom)
	for _, object := range objects {
		object.Move(fyne.NewPos(i.left, i.top))
		fitWidth(object, inner.Width)
		object.Resize(inner)
	}
}

// MinSize returns the object's size plus the margins.
func (i inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return size.AddWidthHeight(i.left+i.right, i.top+i.bottom)
}

// wide sets the minimum width of its only child.
type wide float32

// Layout gives the object the whole size.
func (w wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.Position{})
		fitWidth(object, size.Width)
	}
}

// MinSize returns the minimum width and the height for it.
func (w wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(float32(w), height)
}

// show shows or hides an object.
func show(object fyne.CanvasObject, shown bool) {
	if shown {
		object.Show()
		return
	}
	object.Hide()
}

// settle lays out the content of a scroll container from the top down: text that wraps gets
// its width, and the page the resulting height. If the page has become shorter, it is not
// left scrolled past its end.
func settle(page *container.Scroll) {
	if page.Size().IsZero() {
		return // not shown yet
	}
	for range 2 {
		height := max(page.Content.MinSize().Height, page.Size().Height)
		page.Content.Resize(fyne.NewSize(page.Size().Width, height))
		walk(page.Content, func(object fyne.CanvasObject) {
			if box, ok := object.(*fyne.Container); ok && box.Layout != nil {
				box.Layout.Layout(box.Objects, box.Size())
			}
		})
	}
	end := max(0, page.Content.MinSize().Height-page.Size().Height)
	if page.Offset.Y > end {
		page.ScrollToOffset(fyne.NewPos(0, end))
	}
}
