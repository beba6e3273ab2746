package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// ReadFonts makes Fyne load the fonts for the window's first picture and the list of the
// system's fonts, on another goroutine. It closes the channel when that is done. Fyne would
// otherwise do so when it first measures a text, which takes as long as creating the window.
// Call ReadFonts after setting the app's theme, and measure no text before the channel is
// closed.
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
