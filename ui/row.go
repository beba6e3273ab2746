package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// row is a line of a list that opens what is below it.
type row struct {
	pressable
	content fyne.CanvasObject
	text    func() string // the line and what is below it, for copying
}

func newRow(host *host, label string, around inset, content fyne.CanvasObject, press func()) *row {
	r := &row{
		pressable: pressable{host: host, label: label, press: press},
		content:   container.New(around, content),
	}
	r.become(r)
	return r
}

// copied returns the line and what is below it as text.
func (r *row) copied() string {
	if r.text == nil {
		return ""
	}
	return r.text()
}

// CreateRenderer draws the row.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	renderer := &rowParts{
		row: r, glow: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
	}
	renderer.glow.CornerRadius, renderer.ring.CornerRadius = buttonRadius, buttonRadius
	return draw(r, renderer)
}

type rowParts struct {
	row        *row
	glow, ring *canvas.Rectangle
}

func (r *rowParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.glow, r.row.content, r.ring}
}

func (r *rowParts) least() fyne.Size { return r.row.content.MinSize() }

func (r *rowParts) lay(size fyne.Size) {
	r.row.content.Resize(size)
	for _, back := range []*canvas.Rectangle{r.glow, r.ring} {
		back.Move(fyne.NewPos(4, 3))
		back.Resize(size.SubtractWidthHeight(8, 6))
	}
}

func (r *rowParts) paint() {
	r.glow.FillColor, r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, color.Transparent, 2
	if r.row.hovered {
		r.glow.FillColor = themed(r.row, theme.ColorNameHover)
	}
	if r.row.focused {
		r.ring.StrokeColor = themed(r.row, theme.ColorNamePrimary)
	}
}
