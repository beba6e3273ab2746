//go:build linux

// Command bare is a minimal Fyne program, which Retune's window is measured against.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	window := app.NewWithID("org.retune.bare").NewWindow("Bare")
	window.SetContent(widget.NewLabel("A bare window"))
	window.Resize(fyne.NewSize(960, 680))
	window.ShowAndRun()
}
