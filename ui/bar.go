package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// barHeight is how thick a progress bar is.
const barHeight = 6

// bar is a progress bar.
type bar struct {
	widget.BaseWidget
	part float32 // 0 to 1
	word string  // what a screen reader says
}

func newBar() *bar {
	b := &bar{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *bar) set(part float32, word string) {
	b.part, b.word = min(1, max(0, part)), word
	b.Refresh()
}

// AccessibilityLabel returns the progress in words.
func (b *bar) AccessibilityLabel() string { return b.word }

// AccessibilityRole returns the role of a text, because a bar is not interactive.
func (b *bar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the bar.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barParts{bar: b, back: canvas.NewRectangle(color.Transparent), done: canvas.NewRectangle(color.Transparent)}
	return draw(b, r)
}

type barParts struct {
	bar        *bar
	back, done *canvas.Rectangle
}

func (r *barParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.done}
}

func (r *barParts) least() fyne.Size { return fyne.NewSize(0, barHeight) }

func (r *barParts) lay(size fyne.Size) {
	r.back.Resize(size)
	r.done.Resize(fyne.NewSize(size.Width*r.bar.part, size.Height))
}

func (r *barParts) paint() {
	r.back.FillColor, r.done.FillColor = themed(r.bar, theme.ColorNameSeparator), themed(r.bar, theme.ColorNamePrimary)
	r.back.CornerRadius, r.done.CornerRadius = barHeight/2, barHeight/2
}
