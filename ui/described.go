package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// described is something to look at, with the words for those who cannot.
type described struct {
	widget.BaseWidget
	shown fyne.CanvasObject
	words string
}

func newDescribed(shown fyne.CanvasObject, words string) *described {
	d := &described{shown: shown, words: words}
	d.ExtendBaseWidget(d)
	return d
}

// AccessibilityLabel is what there is to see.
func (d *described) AccessibilityLabel() string { return d.words }

// AccessibilityRole is a text's: it is only read.
func (d *described) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer shows it as it is.
func (d *described) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.shown) }
