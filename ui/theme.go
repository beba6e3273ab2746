package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is how Retune looks: its colors, light or dark as the system asks for, and
// its sizes. Fonts and icons are Fyne's.
type Theme struct {
	light, dark map[fyne.ThemeColorName]color.Color
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns the theme that the window expects the app to have.
func NewTheme() *Theme {
	return &Theme{light: lightPalette().names(), dark: darkPalette().names()}
}

// Color returns a color of the palette that belongs to the variant.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	colors := t.light
	if variant == theme.VariantDark {
		colors = t.dark
	}
	if named, ok := colors[name]; ok {
		return named
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Fyne's font.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon returns Fyne's icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size returns a size in Fyne's units.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case sizeNumeral:
		return 54
	case sizeHeadline:
		return 20
	case sizeTitle:
		return 16
	case theme.SizeNameText:
		return 14
	case sizeQuiet:
		return 13
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius, theme.SizeNameMenuRadius:
		return buttonRadius
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBar:
		return 10
	default:
		return theme.DefaultTheme().Size(name)
	}
}

// lifted is the theme of a menu. It lies over surfaces of its own color, with no line
// around it: by day its shadow sets it off, and at night it is lighter than they are.
type lifted struct{ fyne.Theme }

// Color returns the color of a menu's part.
func (l lifted) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch {
	case name == theme.ColorNameShadow:
		return color.NRGBA{A: 0x60}
	case name == theme.ColorNameMenuBackground && variant == theme.VariantDark:
		return l.Theme.Color(theme.ColorNameSeparator, variant)
	}
	return l.Theme.Color(name, variant)
}
