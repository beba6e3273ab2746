package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// text is a label without Fyne's margin around labels, so that it lines up with the signs and
// surfaces beside it.
type text struct {
	widget.BaseWidget
	label *widget.Label
}

// newText makes a text of one line.
func newText(words string, size fyne.ThemeSizeName) *text {
	t := &text{label: widget.NewLabel(breakable(words))}
	t.label.SizeName = size
	t.ExtendBaseWidget(t)
	return t
}

// newProse makes a text that wraps.
func newProse(words string, size fyne.ThemeSizeName) *text {
	t := newText(words, size)
	t.label.Wrapping = fyne.TextWrapWord
	return t
}

func (t *text) quiet() *text {
	t.label.Importance = widget.LowImportance
	return t
}

func (t *text) bold() *text {
	t.label.TextStyle.Bold = true
	return t
}

func (t *text) monospace() *text {
	t.label.TextStyle.Monospace = true
	return t
}

// say sets the text; an empty one hides it.
func (t *text) say(words string) {
	if t.said() != words {
		t.label.SetText(breakable(words))
	}
	show(t, words != "")
}

// said returns the text.
func (t *text) said() string { return unbroken(t.label.Text) }

// AccessibilityLabel returns the text.
func (t *text) AccessibilityLabel() string { return t.said() }

// AccessibilityRole returns the role of a text.
func (t *text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the text.
func (t *text) CreateRenderer() fyne.WidgetRenderer {
	return draw(t, textParts{t.label})
}

type textParts struct{ label *widget.Label }

func (p textParts) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.label} }
func (p textParts) least() fyne.Size             { return flush{}.MinSize(p.objects()) }
func (p textParts) lay(size fyne.Size)           { flush{}.Layout(p.objects(), size) }
func (p textParts) paint()                       {}

// flush removes the margin from a label.
type flush struct{}

// Layout lets the margin extend beyond the size.
func (flush) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin := theme.InnerPadding()
	for _, object := range objects {
		object.Move(fyne.NewPos(-margin, -margin))
		object.Resize(size.AddWidthHeight(2*margin, 2*margin))
	}
}

// MinSize returns the label's size without its margin.
func (flush) MinSize(objects []fyne.CanvasObject) fyne.Size {
	margin := theme.InnerPadding()
	var size fyne.Size
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	return fyne.NewSize(max(0, size.Width-2*margin), max(0, size.Height-2*margin))
}
