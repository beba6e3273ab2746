package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// described is something visual with a description for people who cannot see it.
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

// AccessibilityLabel returns the description.
func (d *described) AccessibilityLabel() string { return d.words }

// AccessibilityRole returns the role of a text, because it is not interactive.
func (d *described) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer shows it as it is.
func (d *described) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.shown) }
