package ui

import (
	"image"
	"image/color"
	pixels "image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
)

const (
	// pictureWidth is as wide as a page of the window at its first size.
	pictureWidth = 928
	// pictureScale is how many dots a unit has: it is to be read on any screen, and to be
	// drawn while nobody notices.
	pictureScale = 1.5
)

// drawPicture draws the Stability tab for a file: what was seen and what it means, in the
// colors of the window, without its surfaces and buttons. The ground is to be laid under it.
func (w *Window) drawPicture() (picture image.Image, ground color.Color) {
	view := w.viewer().stability()
	chart, glance := newChart(), newGlance(w.host, container.New(column{}))
	chart.set(view.chart)
	view.note = w.viewer().watchedWhen()
	glance.set(view)
	content := container.New(evenly(24), container.New(column{gap: 20}, glance.line, chart))
	canvas := software.NewTransparentCanvas()
	canvas.SetPadded(false)
	canvas.SetScale(pictureScale)
	canvas.SetContent(content)
	for range 2 { // what wraps knows its height when it has its width
		canvas.Resize(fyne.NewSize(pictureWidth, content.MinSize().Height))
	}
	return canvas.Capture(), themed(chart, colorSurface)
}

// grounded lays a ground under a picture.
func grounded(picture image.Image, ground color.Color) image.Image {
	whole := image.NewRGBA(picture.Bounds())
	pixels.Draw(whole, whole.Rect, image.NewUniform(ground), image.Point{}, pixels.Src)
	pixels.Draw(whole, whole.Rect, picture, picture.Bounds().Min, pixels.Over)
	return whole
}
