package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// ReadFonts has Fyne read the fonts that the window's first picture is written with, and the
// list of the system's own, on another goroutine; the channel is closed when that is done.
// Fyne does so when it first measures a text, which takes as long as the making of the window.
// Call it when the app has its theme, and measure no text before the channel is closed.
func ReadFonts() (ready <-chan struct{}) {
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
			fyne.MeasureText(" ", theme.TextSize(), style)
		}
	}()
	return read
}
