package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// sheet is the window's permanent content, which holds the page. The page is made when the
// sheet is first drawn: the system takes a while to create the window, and meanwhile the data
// for the page can be loaded.
type sheet struct {
	widget.BaseWidget
	ready <-chan struct{} // closed when the page can be made; nil if it can be at once
	build func() fyne.CanvasObject
	page  fyne.CanvasObject // nil until it has been made
	// laid is called when the page has been replaced.
	laid func()
}

func newSheet(ready <-chan struct{}, build func() fyne.CanvasObject, laid func()) *sheet {
	s := &sheet{ready: ready, build: build, laid: laid}
	s.ExtendBaseWidget(s)
	return s
}

// complete waits until the page can be made, and makes it unless that has been done.
func (s *sheet) complete() {
	if s.page != nil {
		return
	}
	if s.ready != nil {
		<-s.ready
	}
	s.set(s.build())
}

// set replaces the page.
func (s *sheet) set(page fyne.CanvasObject) {
	s.page = page
	page.Resize(s.Size())
	s.Refresh()
	s.laid()
}

// CreateRenderer draws the sheet.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetDrawing{s} }

// sheetDrawing renders a sheet, which is empty until its page can be made.
type sheetDrawing struct{ sheet *sheet }

// Objects returns the page. Fyne first calls it when the sheet is drawn.
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

// Layout gives the page all of the space.
func (d *sheetDrawing) Layout(size fyne.Size) {
	if d.sheet.page != nil {
		d.sheet.page.Resize(size)
	}
}

// MinSize returns zero: the window has its own minimum size.
func (*sheetDrawing) MinSize() fyne.Size { return fyne.Size{} }

// Refresh redraws the page by refreshing the sheet: the canvas does not know a page that it
// has never drawn, so refreshing that alone would do nothing.
func (d *sheetDrawing) Refresh() {
	if d.sheet.page != nil {
		d.sheet.page.Refresh()
	}
	canvas.Refresh(d.sheet)
}

// Destroy does nothing: there is nothing to release.
func (*sheetDrawing) Destroy() {}
