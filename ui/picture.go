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
	// pictureWidth is the width of a page in a window of the initial size.
	pictureWidth = 928
	// pictureScale is how many pixels a unit has: enough to be readable on any screen, and
	// few enough to be drawn unnoticed.
	pictureScale = 1.5
)

// drawPicture draws the Stability tab for a file: what was seen and what it means, in the
// window's colors, without surfaces and buttons. grounded adds the background.
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
	for range 2 { // the height of wrapped text is only known after the first pass
		canvas.Resize(fyne.NewSize(pictureWidth, content.MinSize().Height))
	}
	return canvas.Capture(), themed(chart, colorSurface)
}

// grounded puts a background behind a picture.
func grounded(picture image.Image, ground color.Color) image.Image {
	whole := image.NewRGBA(picture.Bounds())
	pixels.Draw(whole, whole.Rect, image.NewUniform(ground), image.Point{}, pixels.Src)
	pixels.Draw(whole, whole.Rect, picture, picture.Bounds().Min, pixels.Over)
	return whole
}
