package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// tabbar is the row of tabs at the top; the current one is underlined.
type tabbar struct {
	box  *fyne.Container
	tabs []*tab
	// chosen is what a screen reader adds for the current tab.
	chosen string
}

func newTabbar(host *host, names []string, chosen string, choose func(int)) *tabbar {
	bar := &tabbar{chosen: chosen, box: container.New(line{gap: 4, grow: -1})}
	for i, name := range names {
		tab := newTab(host, name, func() { choose(i) })
		bar.tabs = append(bar.tabs, tab)
		bar.box.Add(tab)
	}
	return bar
}

func (b *tabbar) choose(chosen int) {
	for i, tab := range b.tabs {
		tab.chosen, tab.note = i == chosen, ""
		if tab.chosen {
			tab.note = b.chosen
		}
		tab.Refresh()
	}
}

// tab is one name in the bar.
type tab struct {
	pressable
	chosen bool
}

func newTab(host *host, name string, press func()) *tab {
	t := &tab{pressable: pressable{host: host, label: name, press: press}}
	t.become(t)
	return t
}

// CreateRenderer draws the tab.
func (t *tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabParts{
		tab: t, words: canvas.NewText(t.label, color.Transparent),
		under: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
	}
	r.words.Alignment = fyne.TextAlignCenter
	r.ring.CornerRadius = buttonRadius
	return draw(t, r)
}

type tabParts struct {
	tab         *tab
	words       *canvas.Text
	under, ring *canvas.Rectangle
}

// underline is the thickness of the line below the current tab.
const underline = 3

func (r *tabParts) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.words, r.under, r.ring}
}

func (r *tabParts) least() fyne.Size { return r.words.MinSize().AddWidthHeight(28, 17) }

func (r *tabParts) lay(size fyne.Size) {
	height := r.words.MinSize().Height
	r.words.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.words.Resize(fyne.NewSize(size.Width, height))
	r.under.Move(fyne.NewPos(0, size.Height-underline))
	r.under.Resize(fyne.NewSize(size.Width, underline))
	r.ring.Resize(size.SubtractWidthHeight(0, underline+1))
}

func (r *tabParts) paint() {
	t := r.tab
	r.words.Text, r.words.TextSize = t.label, t.Theme().Size(theme.SizeNameText)
	r.words.Color = themed(t, theme.ColorNameDisabled)
	r.under.FillColor, r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, color.Transparent, 2
	if t.chosen || t.hovered {
		r.words.Color = themed(t, theme.ColorNameForeground)
	}
	if t.chosen {
		r.under.FillColor = themed(t, theme.ColorNamePrimary)
	}
	if t.focused {
		r.ring.StrokeColor = themed(t, theme.ColorNamePrimary)
	}
}
