package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// reader tells screen readers what is on the page. Fyne's drivers (2.8.1, updateAccessibility)
// look for that in plain containers alone, and so miss all that lies in a scroll or in a
// widget of the window's own. The reader is a plain container over the page in which
// everything is named again, at its place; there is nothing in it to see or to hit.
type reader struct {
	box  *fyne.Container
	page func() fyne.CanvasObject
	said []*echo
}

func newReader(page func() fyne.CanvasObject) *reader {
	r := &reader{page: page}
	r.box = container.New(r)
	return r
}

// Layout names everything anew: with the size, places change.
func (r *reader) Layout([]fyne.CanvasObject, fyne.Size) { r.update() }

// MinSize is nothing: the page decides.
func (r *reader) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// update brings what is named up to date with the page.
func (r *reader) update() {
	count := 0
	listen(r.page(), fyne.Position{}, func(object fyne.CanvasObject, heard fyne.Accessible, at fyne.Position) {
		if count == len(r.said) {
			r.said = append(r.said, newEcho())
		}
		r.said[count].become(heard, at, object.Size())
		count++
	})
	r.box.Objects = r.box.Objects[:0]
	for _, said := range r.said[:count] {
		r.box.Objects = append(r.box.Objects, said)
	}
}

// listen visits everything visible that has something to say, with its place.
func listen(object fyne.CanvasObject, at fyne.Position, visit func(fyne.CanvasObject, fyne.Accessible, fyne.Position)) {
	if object == nil || !object.Visible() {
		return
	}
	at = at.Add(object.Position())
	if heard, ok := object.(fyne.Accessible); ok && heard.AccessibilityRole() != fyne.AccessibleRoleContainer {
		if heard.AccessibilityLabel() != "" {
			visit(object, heard, at)
		}
		return
	}
	switch parent := object.(type) {
	case *fyne.Container:
		for _, child := range parent.Objects {
			listen(child, at, visit)
		}
	case *container.Scroll:
		listen(parent.Content, at, visit)
	case *panel:
		listen(parent.content, at, visit)
	}
}

// echo names one thing of the page.
type echo struct {
	widget.BaseWidget
	label string
	role  fyne.AccessibleRole
}

func newEcho() *echo {
	e := &echo{}
	e.ExtendBaseWidget(e)
	return e
}

func (e *echo) become(heard fyne.Accessible, at fyne.Position, size fyne.Size) {
	e.label, e.role = heard.AccessibilityLabel(), heard.AccessibilityRole()
	e.Move(at)
	e.Resize(size)
}

// AccessibilityLabel is what it stands for.
func (e *echo) AccessibilityLabel() string { return e.label }

// AccessibilityRole is that of what it stands for.
func (e *echo) AccessibilityRole() fyne.AccessibleRole { return e.role }

// CreateRenderer draws nothing.
func (e *echo) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
