package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// look is how much a button asks for attention.
type look int

const (
	plain  look = iota // outlined, in the surface's color
	filled             // the one main button in view
	link               // text only, in the accent color
)

// button is a button of one of the three looks.
type button struct {
	pressable
	look look
}

func newButton(host *host, label string, look look, press func()) *button {
	b := &button{pressable: pressable{host: host, label: label, press: press}, look: look}
	b.become(b)
	return b
}

// CreateRenderer draws the button.
func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonParts{
		button: b,
		back:   canvas.NewRectangle(color.Transparent),
		glow:   canvas.NewRectangle(color.Transparent),
		ring:   canvas.NewRectangle(color.Transparent),
		words:  canvas.NewText(b.label, color.Transparent),
	}
	r.words.Alignment = fyne.TextAlignCenter
	r.words.TextStyle.Bold = true
	return draw(b, r)
}

type buttonParts struct {
	button           *button
	back, glow, ring *canvas.Rectangle
	words            *canvas.Text
}

// ringGap is the space between a button's edge and its focus ring.
const ringGap = 2

func (r *buttonParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.glow, r.words, r.ring}
}

func (r *buttonParts) lay(size fyne.Size) {
	r.back.Resize(size)
	r.glow.Resize(size)
	r.ring.Move(fyne.NewPos(-ringGap, -ringGap))
	r.ring.Resize(size.AddWidthHeight(2*ringGap, 2*ringGap))
	height := r.words.MinSize().Height
	r.words.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.words.Resize(fyne.NewSize(size.Width, height))
}

func (r *buttonParts) least() fyne.Size {
	words := r.words.MinSize()
	if r.button.look == link {
		return words.AddWidthHeight(8, 8)
	}
	return words.AddWidthHeight(32, 18)
}

func (r *buttonParts) paint() {
	b := r.button
	words, fill, stroke := b.colors()
	r.words.Text, r.words.Color = b.label, themed(b, words)
	r.words.TextSize = b.Theme().Size(theme.SizeNameText)
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = themed(b, fill), themed(b, stroke), 1
	r.back.CornerRadius, r.glow.CornerRadius, r.ring.CornerRadius = buttonRadius, buttonRadius, buttonRadius+ringGap
	r.glow.FillColor, r.ring.StrokeColor = color.Transparent, color.Transparent
	if b.hovered && !b.off {
		r.glow.FillColor = themed(b, theme.ColorNameHover)
	}
	if b.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = themed(b, theme.ColorNamePrimary), 2
	}
}

// colors returns the theme's names for the colors of text, fill and outline.
func (b *button) colors() (words, fill, stroke fyne.ThemeColorName) {
	switch {
	case b.look == link && b.off:
		return theme.ColorNameDisabled, "", ""
	case b.look == link:
		return theme.ColorNamePrimary, "", ""
	case b.off:
		return theme.ColorNameDisabled, colorSurface, theme.ColorNameSeparator
	case b.look == filled:
		return theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, theme.ColorNamePrimary
	default:
		return theme.ColorNameForeground, colorSurface, theme.ColorNameSeparator
	}
}
