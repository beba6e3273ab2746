package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// reader makes the page accessible to screen readers. Fyne's drivers (2.8.1,
// updateAccessibility) only look for accessible widgets in plain containers, and so miss
// everything inside a scroll container or a custom widget. The reader is a plain container
// over the page in which everything is represented once more at its position, invisible and
// not clickable.
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

// Layout updates the contents, because positions change with the size.
func (r *reader) Layout([]fyne.CanvasObject, fyne.Size) { r.update() }

// MinSize returns zero: the page decides.
func (r *reader) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// update makes the contents match the page.
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

// listen visits everything visible that has a label, with its position.
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

// echo represents one widget of the page.
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

// AccessibilityLabel returns the label of the represented widget.
func (e *echo) AccessibilityLabel() string { return e.label }

// AccessibilityRole returns the role of the represented widget.
func (e *echo) AccessibilityRole() fyne.AccessibleRole { return e.role }

// CreateRenderer draws nothing.
func (e *echo) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
