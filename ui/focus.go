package ui

import "fyne.io/fyne/v2"

// walk visits an object and everything inside it, except inside Fyne's own widgets.
func walk(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	visit(object)
	switch parent := object.(type) {
	case *fyne.Container:
		for _, child := range parent.Objects {
			walk(child, visit)
		}
	case *panel:
		walk(parent.content, visit)
	case *row:
		walk(parent.content, visit)
	case *result:
		walk(parent.content, visit)
	case *described:
		walk(parent.shown, visit)
	}
}

// redraw changes the content of a box without losing the keyboard focus: it returns to the
// widget of the same name, or else to the first one that can be pressed.
func (h *host) redraw(box *fyne.Container, change func()) {
	name, held := h.focusIn(box)
	change()
	if !held {
		return
	}
	var next fyne.Focusable
	walk(box, func(object fyne.CanvasObject) {
		candidate, ok := object.(named)
		if ok && object.Visible() && (next == nil || candidate.name() == name) {
			next = candidate
		}
	})
	if next == nil {
		h.canvas.Unfocus()
		return
	}
	h.canvas.Focus(next)
}

// named is a focusable widget with a name.
type named interface {
	fyne.Focusable
	name() string
}

// focusIn returns the name of the focused widget in the box, and whether there is one.
func (h *host) focusIn(box *fyne.Container) (name string, held bool) {
	focused, ok := h.canvas.Focused().(named)
	if !ok {
		return "", false
	}
	walk(box, func(object fyne.CanvasObject) {
		if candidate, ok := object.(named); ok && candidate == focused {
			name, held = candidate.name(), true
		}
	})
	return name, held
}
