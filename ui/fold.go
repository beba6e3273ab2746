package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fold is the small chevron at the end of a line that can be opened: it points down when
// closed and up when open.
type fold struct {
	widget.BaseWidget
	open bool
}

func newFold(open bool) *fold {
	f := &fold{open: open}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer draws the angle.
func (f *fold) CreateRenderer() fyne.WidgetRenderer {
	return draw(f, &foldParts{fold: f, left: canvas.NewLine(color.Transparent), right: canvas.NewLine(color.Transparent)})
}

type foldParts struct {
	fold        *fold
	left, right *canvas.Line
}

// How wide and how high the angle is.
const foldWidth, foldHeight = 10, 5

func (r *foldParts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.left, r.right} }

func (r *foldParts) least() fyne.Size { return fyne.NewSize(foldWidth, foldHeight) }

func (r *foldParts) lay(fyne.Size) {
	ends, tip := float32(0), float32(foldHeight)
	if r.fold.open {
		ends, tip = tip, ends
	}
	r.left.Position1, r.left.Position2 = fyne.NewPos(0, ends), fyne.NewPos(foldWidth/2, tip)
	r.right.Position1, r.right.Position2 = fyne.NewPos(foldWidth/2, tip), fyne.NewPos(foldWidth, ends)
}

func (r *foldParts) paint() {
	for _, line := range []*canvas.Line{r.left, r.right} {
		line.StrokeColor, line.StrokeWidth = themed(r.fold, theme.ColorNameDisabled), 1.5
	}
}
