package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// ReadFonts has Fyne read the fonts that the window's first picture is written with, and the
// list of the system's own. Fyne does so when it first measures a text; that takes as long as
// the making of the window, and can be done meanwhile, on another goroutine: call it when the
// app has its theme, and wait for it before New.
func ReadFonts() {
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		fyne.MeasureText(" ", theme.TextSize(), style)
	}
}
