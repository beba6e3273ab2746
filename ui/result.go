package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// result is text that can be focused with the keyboard and copied as a whole. (Fyne's own
// selectable labels take the focus without showing it, and swallow every key.)
type result struct {
	pressable
	content fyne.CanvasObject
	text    func() string
}

func newResult(host *host, content fyne.CanvasObject, text func() string) *result {
	r := &result{pressable: pressable{host: host}, content: content, text: text}
	r.become(r)
	return r
}

// newTextResult makes a result from one text.
func newTextResult(host *host, words *text) *result {
	return newResult(host, words, words.said)
}

// Tapped focuses it.
func (r *result) Tapped(*fyne.PointEvent) { r.host.canvas.Focus(r) }

// Cursor returns the default cursor: there is nothing to press.
func (r *result) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// name returns the text.
func (r *result) name() string { return r.text() }

// copied returns the text.
func (r *result) copied() string { return r.text() }

// AccessibilityLabel returns the text.
func (r *result) AccessibilityLabel() string { return r.text() }

// AccessibilityRole returns the role of a text.
func (r *result) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the result.
func (r *result) CreateRenderer() fyne.WidgetRenderer {
	parts := &resultParts{result: r, ring: canvas.NewRectangle(color.Transparent)}
	parts.ring.CornerRadius = buttonRadius
	return draw(r, parts)
}

type resultParts struct {
	result *result
	ring   *canvas.Rectangle
}

// resultGap is the space between a result and its focus ring.
const resultGap = 5

func (r *resultParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.result.content, r.ring}
}

func (r *resultParts) least() fyne.Size { return r.result.content.MinSize() }

func (r *resultParts) lay(size fyne.Size) {
	r.result.content.Resize(size)
	r.ring.Move(fyne.NewPos(-resultGap, -resultGap))
	r.ring.Resize(size.AddWidthHeight(2*resultGap, 2*resultGap))
}

func (r *resultParts) paint() {
	r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, 2
	if r.result.focused {
		r.ring.StrokeColor = themed(r.result, theme.ColorNamePrimary)
	}
}
