package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// sketch is what a widget of the window is made of.
type sketch interface {
	// objects are its parts, from the back to the front.
	objects() []fyne.CanvasObject
	// least is the least size that they need.
	least() fyne.Size
	// lay lays them out in a size.
	lay(size fyne.Size)
	// paint colors them for the widget's state and the theme.
	paint()
}

// drawing is a widget's sketch as Fyne wants to have it.
type drawing struct {
	of     fyne.Widget
	sketch sketch
	parts  []fyne.CanvasObject
}

// draw makes the drawing of a widget, colored for its state as it is now.
func draw(of fyne.Widget, sketch sketch) fyne.WidgetRenderer {
	sketch.paint()
	return &drawing{of: of, sketch: sketch, parts: sketch.objects()}
}

// Layout lays the parts out in a size.
func (d *drawing) Layout(size fyne.Size) { d.sketch.lay(size) }

// MinSize is the least size that the parts need.
func (d *drawing) MinSize() fyne.Size { return d.sketch.least() }

// Refresh colors the parts for the widget's state and lays them out anew.
func (d *drawing) Refresh() {
	d.sketch.paint()
	d.sketch.lay(d.of.Size())
	canvas.Refresh(d.of)
}

// Objects are the parts, from the back to the front.
func (d *drawing) Objects() []fyne.CanvasObject { return d.parts }

// Destroy has nothing to give back.
func (d *drawing) Destroy() {}
