package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// tick is a checkbox.
type tick struct {
	pressable
	ticked bool
}

func newTick(host *host, view tickView, changed func(bool)) *tick {
	t := &tick{pressable: pressable{host: host, label: view.label, note: view.note}, ticked: view.ticked}
	t.press = func() {
		t.ticked = !t.ticked
		t.Refresh()
		changed(t.ticked)
	}
	t.become(t)
	return t
}

// boxSize is the size of the box.
const boxSize = 18

// CreateRenderer draws the tick.
func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	r := &tickParts{
		tick: t, words: canvas.NewText(t.label, color.Transparent),
		box: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
		short: canvas.NewLine(color.Transparent), long: canvas.NewLine(color.Transparent),
	}
	r.box.CornerRadius, r.ring.CornerRadius = 4, buttonRadius
	r.short.StrokeWidth, r.long.StrokeWidth = 2, 2
	return draw(t, r)
}

type tickParts struct {
	tick        *tick
	words       *canvas.Text
	box, ring   *canvas.Rectangle
	short, long *canvas.Line
}

func (r *tickParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.short, r.long, r.words, r.ring}
}

func (r *tickParts) least() fyne.Size {
	words := r.words.MinSize()
	return fyne.NewSize(boxSize+8+words.Width+8, max(boxSize, words.Height)+8)
}

func (r *tickParts) lay(size fyne.Size) {
	top := (size.Height - boxSize) / 2
	r.ring.Move(fyne.NewPos(-4, 0))
	r.ring.Resize(size)
	r.box.Move(fyne.NewPos(0, top))
	r.box.Resize(fyne.NewSquareSize(boxSize))
	r.short.Position1, r.short.Position2 = fyne.NewPos(4, top+9.5), fyne.NewPos(7.5, top+13)
	r.long.Position1, r.long.Position2 = fyne.NewPos(7.5, top+13), fyne.NewPos(14, top+5.5)
	height := r.words.MinSize().Height
	r.words.Move(fyne.NewPos(boxSize+8, (size.Height-height)/2))
	r.words.Resize(fyne.NewSize(size.Width-boxSize-8, height))
}

func (r *tickParts) paint() {
	t := r.tick
	r.words.TextSize, r.words.Color = t.Theme().Size(sizeQuiet), themed(t, theme.ColorNameForeground)
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth = themed(t, colorSurface), themed(t, theme.ColorNameDisabled), 1.5
	r.short.Hidden, r.long.Hidden = !t.ticked, !t.ticked
	r.short.StrokeColor, r.long.StrokeColor = themed(t, colorMark), themed(t, colorMark)
	if t.ticked {
		r.box.FillColor, r.box.StrokeColor = themed(t, colorFine), themed(t, colorFine)
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 2
	if t.focused {
		r.ring.StrokeColor = themed(t, theme.ColorNamePrimary)
	}
}
