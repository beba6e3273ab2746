package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// night is the theme in the dark variant.
type night struct{ *Theme }

func (n night) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return n.Theme.Color(name, theme.VariantDark)
}

// darken switches to the dark variant, as the system does at nightfall, until the test ends.
func (r *rig) darken() (took time.Duration) {
	r.t.Helper()
	started := time.Now()
	r.app.Settings().SetTheme(night{NewTheme()})
	took = time.Since(started)
	r.t.Cleanup(func() { r.app.Settings().SetTheme(NewTheme()) })
	return took
}
