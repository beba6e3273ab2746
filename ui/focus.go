package ui

import "fyne.io/fyne/v2"

// walk visits an object and what lies in it, as far as the window made it.
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

// redraw changes what is in a box and keeps the keyboard where it was: on what bears
// the same name, or else on the first thing there that can be pressed.
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

// named is what can be focused and has a name.
type named interface {
	fyne.Focusable
	name() string
}

// focusIn returns the name of what is focused in the box, and whether anything is.
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
