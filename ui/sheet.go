package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// sheet is what lies in the window for good, with the page on it. The page is made when the
// sheet is first drawn: the system makes the window, which takes as long as all else until
// the first picture, while what the page needs is still being read.
type sheet struct {
	widget.BaseWidget
	ready <-chan struct{} // is closed when the page can be made; nil: it can be at once
	build func() fyne.CanvasObject
	page  fyne.CanvasObject // nil until it is made
	// laid is called when there is another page.
	laid func()
}

func newSheet(ready <-chan struct{}, build func() fyne.CanvasObject, laid func()) *sheet {
	s := &sheet{ready: ready, build: build, laid: laid}
	s.ExtendBaseWidget(s)
	return s
}

// complete makes the page, unless that is done; it waits until that can be.
func (s *sheet) complete() {
	if s.page != nil {
		return
	}
	if s.ready != nil {
		<-s.ready
	}
	s.set(s.build())
}

// set puts another page on the sheet.
func (s *sheet) set(page fyne.CanvasObject) {
	s.page = page
	page.Resize(s.Size())
	s.Refresh()
	s.laid()
}

// CreateRenderer draws the sheet.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetDrawing{s} }

// sheetDrawing draws a sheet: empty as long as its page cannot be made.
type sheetDrawing struct{ sheet *sheet }

// Objects is the page. It is asked for when the sheet is drawn, and not before.
func (d *sheetDrawing) Objects() []fyne.CanvasObject {
	select {
	case <-d.sheet.ready:
		d.sheet.complete()
	default:
	}
	if d.sheet.page == nil {
		return nil
	}
	return []fyne.CanvasObject{d.sheet.page}
}

// Layout gives the page the whole sheet.
func (d *sheetDrawing) Layout(size fyne.Size) {
	if d.sheet.page != nil {
		d.sheet.page.Resize(size)
	}
}

// MinSize is nothing: the window has a least size of its own.
func (*sheetDrawing) MinSize() fyne.Size { return fyne.Size{} }

// Refresh draws the page anew: the sheet with it, for a page that was never drawn is not known
// to the canvas, and nothing on it would have it drawn.
func (d *sheetDrawing) Refresh() {
	if d.sheet.page != nil {
		d.sheet.page.Refresh()
	}
	canvas.Refresh(d.sheet)
}

// Destroy has nothing to give back.
func (*sheetDrawing) Destroy() {}
