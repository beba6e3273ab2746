package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Corner radii.
const (
	surfaceRadius = 12
	buttonRadius  = 8
)

// panel is a colored surface with something on it.
type panel struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName // no outline if stroke is empty
	radius       float32
	content      fyne.CanvasObject
}

func newPanel(fill, stroke fyne.ThemeColorName, radius float32, around inset, content fyne.CanvasObject) *panel {
	p := &panel{fill: fill, stroke: stroke, radius: radius, content: container.New(around, content)}
	p.ExtendBaseWidget(p)
	return p
}

// newSurface makes a panel such as that of the card and the steps.
func newSurface(around inset, content fyne.CanvasObject) *panel {
	return newPanel(colorSurface, theme.ColorNameSeparator, surfaceRadius, around, content)
}

// newNook makes a panel within a surface, such as that of a plan.
func newNook(content fyne.CanvasObject) *panel {
	return newPanel(theme.ColorNameBackground, "", buttonRadius, inset{10, 12, 10, 12}, content)
}

func (p *panel) tint(fill fyne.ThemeColorName) {
	if p.fill != fill {
		p.fill = fill
		p.Refresh()
	}
}

// CreateRenderer draws the panel.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	r := &panelParts{panel: p, back: back}
	return draw(p, r)
}

type panelParts struct {
	panel *panel
	back  *canvas.Rectangle
}

func (r *panelParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.panel.content}
}

func (r *panelParts) lay(size fyne.Size) {
	r.back.Resize(size)
	r.panel.content.Move(fyne.Position{})
	r.panel.content.Resize(size)
}

func (r *panelParts) least() fyne.Size { return r.panel.content.MinSize() }

func (r *panelParts) paint() {
	r.back.FillColor = themed(r.panel, r.panel.fill)
	r.back.CornerRadius = r.panel.radius
	if r.panel.stroke != "" {
		r.back.StrokeColor = themed(r.panel, r.panel.stroke)
		r.back.StrokeWidth = 1
	}
}

// themed returns the current color of a name in a widget's theme.
func themed(of fyne.Widget, name fyne.ThemeColorName) color.Color {
	if name == "" {
		return color.Transparent
	}
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	if base, ok := of.(interface{ Theme() fyne.Theme }); ok {
		return base.Theme().Color(name, variant)
	}
	return theme.Color(name)
}
