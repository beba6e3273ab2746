package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// choice is one of several small names of which one is chosen.
type choice struct {
	pressable
	chosen bool
}

// choiceView is what a choice shows.
type choiceView struct {
	name   string
	chosen bool
	note   string // what a screen reader adds for the chosen one
}

func (v viewer) choice(name string, chosen bool) choiceView {
	view := choiceView{name: name, chosen: chosen}
	if chosen {
		view.note = v.say("chosen")
	}
	return view
}

func newChoice(host *host, view choiceView, press func()) *choice {
	c := &choice{pressable: pressable{host: host, press: press}}
	c.become(c)
	c.set(view)
	return c
}

func (c *choice) set(view choiceView) {
	c.label, c.note, c.chosen = view.name, view.note, view.chosen
	c.Refresh()
}

// CreateRenderer draws the choice.
func (c *choice) CreateRenderer() fyne.WidgetRenderer {
	r := &choiceParts{choice: c, words: canvas.NewText(c.label, color.Transparent), back: canvas.NewRectangle(color.Transparent)}
	r.words.Alignment = fyne.TextAlignCenter
	r.back.CornerRadius = buttonRadius
	return draw(c, r)
}

type choiceParts struct {
	choice *choice
	words  *canvas.Text
	back   *canvas.Rectangle
}

func (r *choiceParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.words}
}

func (r *choiceParts) least() fyne.Size { return r.words.MinSize().AddWidthHeight(16, 8) }

func (r *choiceParts) lay(size fyne.Size) {
	r.back.Resize(size)
	height := r.words.MinSize().Height
	r.words.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.words.Resize(fyne.NewSize(size.Width, height))
}

func (r *choiceParts) paint() {
	c := r.choice
	r.words.TextSize, r.words.Color = c.Theme().Size(theme.SizeNameCaptionText), themed(c, theme.ColorNameDisabled)
	r.words.TextStyle.Bold = c.chosen
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = color.Transparent, color.Transparent, 2
	if c.hovered {
		r.back.FillColor = themed(c, theme.ColorNameHover)
	}
	if c.chosen {
		r.words.Color, r.back.FillColor = themed(c, theme.ColorNameForeground), themed(c, colorBusyTint)
	}
	if c.focused {
		r.back.StrokeColor = themed(c, theme.ColorNamePrimary)
	}
}
