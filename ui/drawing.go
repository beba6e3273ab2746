package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// sketch is what makes up one of the window's widgets.
type sketch interface {
	// objects returns its parts, from back to front.
	objects() []fyne.CanvasObject
	// least returns the minimum size that they need.
	least() fyne.Size
	// lay arranges them within a size.
	lay(size fyne.Size)
	// paint colors them according to the widget's state and the theme.
	paint()
}

// drawing adapts a sketch to fyne.WidgetRenderer.
type drawing struct {
	of     fyne.Widget
	sketch sketch
	parts  []fyne.CanvasObject
}

// draw makes the renderer of a widget, colored for its current state.
func draw(of fyne.Widget, sketch sketch) fyne.WidgetRenderer {
	sketch.paint()
	return &drawing{of: of, sketch: sketch, parts: sketch.objects()}
}

// Layout arranges the parts within a size.
func (d *drawing) Layout(size fyne.Size) { d.sketch.lay(size) }

// MinSize returns the minimum size that the parts need.
func (d *drawing) MinSize() fyne.Size { return d.sketch.least() }

// Refresh colors the parts for the widget's state and arranges them again.
func (d *drawing) Refresh() {
	d.sketch.paint()
	d.sketch.lay(d.of.Size())
	canvas.Refresh(d.of)
}

// Objects returns the parts, from back to front.
func (d *drawing) Objects() []fyne.CanvasObject { return d.parts }

// Destroy does nothing: there is nothing to release.
func (d *drawing) Destroy() {}
