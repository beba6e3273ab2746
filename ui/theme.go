package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is Retune's look: its colors, light or dark as the system prefers, and its sizes.
// Fonts and icons are Fyne's.
type Theme struct {
	light, dark map[fyne.ThemeColorName]color.Color
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns the theme that the window requires the app to use.
func NewTheme() *Theme {
	return &Theme{light: lightPalette().names(), dark: darkPalette().names()}
}

// Color returns a color from the variant's palette.
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

// lifted is the theme of menus, which appear over surfaces of the same color without an
// outline. In the light variant the shadow sets a menu off; in the dark one the menu is
// lighter than what is below it.
type lifted struct{ fyne.Theme }

// Color returns a color for menus.
func (l lifted) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch {
	case name == theme.ColorNameShadow:
		return color.NRGBA{A: 0x60}
	case name == theme.ColorNameMenuBackground && variant == theme.VariantDark:
		return l.Theme.Color(theme.ColorNameSeparator, variant)
	}
	return l.Theme.Color(name, variant)
}
